"""Searches texts with tantivy: `tantivy_search.py FOLDER ROUNDS`, asked by `rettesnor-bench -- search`.

FOLDER holds `texts` (time TAB text) and `queries` (1 for a phrase TAB words). Prints the milliseconds of each query, round
by round, as JSON. Newest first, 25 hits, their texts fetched, Norwegian stems: what Rettesnor does.
"""

import json
import pathlib
import sys
import time

import tantivy

folder, rounds = pathlib.Path(sys.argv[1]), int(sys.argv[2])
builder = tantivy.SchemaBuilder()
builder.add_integer_field("at", stored=True, fast=True)
builder.add_text_field("text", stored=True, tokenizer_name="norwegian", index_option="position")
index = tantivy.Index(builder.build(), path=str(folder))
stems = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
stems = stems.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("norwegian")).build()
index.register_tokenizer("norwegian", stems)
writer = index.writer(heap_size=256_000_000, num_threads=1)
with open(folder / "texts", encoding="utf-8") as texts:
    for line in texts:
        at, text = line.rstrip("\n").split("\t")
        writer.add_document(tantivy.Document(at=int(at), text=text))
writer.commit()
writer.wait_merging_threads()
index.reload()
searcher = index.searcher()
queries = [line.rstrip("\n").split("\t") for line in open(folder / "queries", encoding="utf-8")]
took = []
for _ in range(rounds + 1):
    times = []
    for phrase, words in queries:
        begun = time.perf_counter()
        wanted = f'"{words}"' if phrase == "1" else " ".join(f"+{word}" for word in words.split())
        query = index.parse_query(wanted, ["text"])
        hits = searcher.search(query, 25, count=False, order_by_field="at", order=tantivy.Order.Desc).hits
        found = [searcher.doc(address)["text"][0] for _, address in hits]
        times.append((time.perf_counter() - begun) * 1000)
        assert len(found) <= 25
    took.append(times)
json.dump(took, sys.stdout)
