use crate::support::{local, open, post};
use model::channel::Network;
use networks::bluesky::facets::{Kind, marks};
use networks::mastodon::count::count;
use networks::text::plain_from_html;
use networks::{Credentials, Length};

fn length(network: Network, text: &str) -> Length {
    let server = "http://127.0.0.1:9";
    open(local(), network, server, &Credentials::new("a", "b")).count_length(text)
}

#[test]
fn bluesky_counts_graphemes_and_caps_bytes() {
    let used = |text: &str| length(Network::Bluesky, text).used;
    assert_eq!(used(""), 0);
    assert_eq!(used("Blåbærsyltetøy"), 14);
    assert_eq!(used("Bla\u{30a}ba\u{e6}r"), 7, "a combining ring is no letter");
    assert_eq!(used("👨‍👩‍👧‍👦"), 1, "a family is one");
    assert_eq!(used("🇳🇴🇸🇪"), 2, "two flags");
    assert_eq!(used("Čáhcesuolu"), 10);
    assert!(length(Network::Bluesky, &"å".repeat(300)).fits());
    assert!(!length(Network::Bluesky, &"å".repeat(301)).fits());
    // 200 families are 200 letters to a reader and 5,000 bytes to the network.
    let bytes = length(Network::Bluesky, &"👨‍👩‍👧‍👦".repeat(200));
    assert_eq!((bytes.unit, bytes.limit, bytes.fits()), ("bytes", 3_000, false));
}

#[test]
fn mastodon_counts_addresses_at_a_fixed_price_and_mentions_without_domain() {
    assert_eq!(count("Hei på deg", 23), 10);
    assert_eq!(count("https://example.com/a/very/long/path/indeed/it/is", 23), 23);
    assert_eq!(count("http://a.no", 23), 23, "a short one too");
    assert_eq!(count("Se https://example.com/side.", 23), 3 + 23 + 1);
    assert_eq!(count("(https://example.com/side)", 23), 25);
    assert_eq!(count("Hei @kari@kommune.example!", 23), 4 + 5 + 1);
    assert_eq!(count("post@kommune.example", 23), 20, "an e-mail address is text");
    assert_eq!(count("👨‍👩‍👧‍👦 æøå", 23), 5);
}

#[test]
fn practice_counts_to_500() {
    assert!(length(Network::Practice, &"ø".repeat(500)).fits());
    assert!(!length(Network::Practice, &"ø".repeat(501)).fits());
}

#[test]
fn the_link_closes_the_text_once() {
    let mut out = post("Veien er stengt ");
    out.link = "https://kommune.example/vei".into();
    assert_eq!(out.body(), "Veien er stengt\n\nhttps://kommune.example/vei");
    out.text = "Se https://kommune.example/vei for mer".into();
    assert_eq!(out.body(), out.text);
    out.text.clear();
    assert_eq!(out.body(), "https://kommune.example/vei");
}

#[test]
fn marks_are_where_the_bytes_are() {
    let text = "Blåbær 🫐 på https://kommune.example/æ?a=(1), #Båtsfjord! \
                @Kari.kommune.example. (#2030 #år2030) epost@kommune.example";
    let found: Vec<_> = marks(text)
        .into_iter()
        .map(|mark| (&text[mark.start..mark.end], mark.kind))
        .collect();
    let link = "https://kommune.example/æ?a=(1)";
    assert_eq!(
        found,
        [
            (link, Kind::Link(link.into())),
            ("#Båtsfjord", Kind::Tag("Båtsfjord".into())),
            (
                "@Kari.kommune.example",
                Kind::Mention("kari.kommune.example".into())
            ),
            ("#år2030", Kind::Tag("år2030".into())),
        ]
    );
}

#[test]
fn marks_after_wide_spaces_and_line_breaks_are_right() {
    let text = "En\u{2003}#to\n\n#tre\u{a0}https://x.no/";
    let found: Vec<_> = marks(text).iter().map(|m| &text[m.start..m.end]).collect();
    assert_eq!(found, ["#to", "#tre", "https://x.no/"]);
    for text in [
        "#",
        "@",
        "@a",
        "@a.",
        "#123",
        "https://",
        "http:// x",
        "#!",
        "@.no",
        "a#b",
    ] {
        assert_eq!(marks(text), [], "{text}");
    }
}

#[test]
fn html_becomes_plain_text() {
    for (html, plain) in [
        ("<p>Hei</p><p>der<br>nede<br />her</p>", "Hei\n\nder\nnede\nher"),
        (
            "<p>1 &lt; 2 &amp;&amp; &quot;x&quot; &#39;y&#39; &amp;lt;</p>",
            "1 < 2 && \"x\" 'y' &lt;",
        ),
        ("<script>alert(1)</script><style>p{}</style>ok", "ok"),
        ("<img src=x onerror=alert(1)>bilde", "bilde"),
        (
            "<p><span class=\"h-card\"><a href=\"https://x\">@<span>kommune</span></a></span> hei \
             <a href=\"https://kommune.example/a/b\"><span class=\"invisible\">https://</span>\
             <span class=\"ellipsis\">kommune.example/a</span><span class=\"invisible\">/b</span></a></p>",
            "@kommune hei https://kommune.example/a/b",
        ),
        ("<ul><li>en</li><li>to</li></ul>", "en\nto"),
        ("<<b>p>x", "<p>x"),
    ] {
        assert_eq!(plain_from_html(html), plain, "{html}");
    }
}

#[test]
fn only_web_addresses_are_led_to() {
    use networks::text::web_address;
    let own = "https://social.example/@kari/1";
    assert_eq!(web_address(own), own);
    assert_eq!(
        web_address("http://127.0.0.1:3000/@kari/1"),
        "http://127.0.0.1:3000/@kari/1"
    );
    for other in [
        "javascript:alert(1)",
        " JaVaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "/relative",
        "",
    ] {
        assert_eq!(web_address(other), "", "{other}");
    }
}
