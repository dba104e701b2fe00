//! Writes the data of `bench/records/run.py` as WARC and prints the seconds of processor time that took.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::as_conversions)]

use model::Millis;
use records::warc::{Head, Packing, Writer};
use rustix::time::{ClockId, clock_gettime};
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Read as _};

fn processor() -> f64 {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (from, to) = (arguments.next().unwrap(), arguments.next().unwrap());
    let mut data = Vec::new();
    let mut input = BufReader::new(File::open(from).unwrap());
    let mut line = String::new();
    while input.read_line(&mut line).unwrap() > 0 {
        let mut fields = line.trim_end().split('\t').map(str::to_owned);
        let (address, kind) = (fields.next().unwrap(), fields.next().unwrap());
        let mut body = vec![0; fields.next().unwrap().parse().unwrap()];
        input.read_exact(&mut body).unwrap();
        data.push((address, kind, body));
        line.clear();
    }
    let begun = processor();
    let mut warc = Writer::new(BufWriter::new(File::create(to).unwrap()), Packing::Gzip);
    let at = Millis(1_760_000_000_000);
    warc.info("urn:uuid:0", at, "data", &[("software", "bench")])
        .unwrap();
    for (number, (address, kind, body)) in data.iter().enumerate() {
        let id = format!("urn:uuid:{number:032x}");
        let http = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n",
            body.len()
        );
        let head = Head {
            id: &id,
            target: address,
            at,
            content_type: kind,
            concurrent_to: &[],
        };
        warc.response(&head, &http, body).unwrap();
    }
    warc.finish().unwrap();
    println!("{}", processor() - begun);
}
