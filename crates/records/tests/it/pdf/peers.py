"""Asks independent programs about a PDF file; prints the levels of PDF/A that it fulfils."""

import sys

import oxidize_pdf
import pdfua
import pikepdf

path = sys.argv[1]
with open(path, "rb") as file:
    data = file.read()

with pikepdf.open(path) as pdf:
    problems = pdf.check_pdf_syntax()
assert not problems, problems


def valid(level, data):
    validator = oxidize_pdf.PdfAValidator(level).collect_all_errors(True)
    result = validator.validate_bytes(data)
    return result.is_valid, result.errors


found = {name: valid(getattr(oxidize_pdf.PdfALevel, name), data) for name in ("A2B", "A3B")}
print([name for name, (is_valid, _) in found.items() if is_valid], found)

# The validator would see what it is there to see.
for old, new in [
    (b"<pdfaid:part>", b"<pdfaid:past>"),
    (b"/FontFile2", b"/FontFilf2"),
]:
    assert old in data
    changed = data.replace(old, new)
    assert not any(valid(getattr(oxidize_pdf.PdfALevel, name), changed)[0] for name in found), old

report = pdfua.validate(path)
errors = [finding for finding in report.findings if finding.severity == pdfua.Severity.ERROR]
assert not errors, errors
