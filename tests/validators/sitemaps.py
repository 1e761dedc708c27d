"""Every sitemap, by the XSD of sitemaps.org as the npm package `sitemap` ships it.

The XSD wants a schema for each extension, and those are fetched from the net: so what another namespace adds is
checked here for its form, and taken out before the XSD sees the rest.
"""

import os
import sys
from pathlib import Path

from lxml import etree

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "{http://www.w3.org/1999/xhtml}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
# What an extension's element must have inside it; order counts.
CHILDREN = {
    f"{XHTML}link": [],
    f"{IMAGE}image": [f"{IMAGE}loc"],
    f"{NEWS}news": [f"{NEWS}publication", f"{NEWS}publication_date", f"{NEWS}title"],
    f"{NEWS}publication": [f"{NEWS}name", f"{NEWS}language"],
}

output = Path(sys.argv[1])
schemas = Path(os.environ["VALIDATORS"]) / "node_modules/sitemap/schema"
schema = etree.XMLSchema(etree.parse(schemas / "sitemap.xsd"))
wrong = []
sitemaps = urls = 0


def extension(name, element):
    """What is wrong with an element of another namespace."""
    children = [child.tag for child in element]
    if element.tag in CHILDREN and children != CHILDREN[element.tag]:
        wrong.append(f"{name}:{element.sourceline}: {element.tag} has {children}")
    if element.tag not in CHILDREN and (children or not (element.text or "").strip()):
        wrong.append(f"{name}:{element.sourceline}: {element.tag} is not known")
    if element.tag == f"{XHTML}link" and (
        element.get("rel") != "alternate"
        or not element.get("hreflang")
        or not element.get("href", "").startswith(("https://", "http://"))
    ):
        wrong.append(f"{name}:{element.sourceline}: a link is no alternate")
    for child in element:
        extension(name, child)


for path in sorted(output.glob("*sitemap*.xml")):
    name = path.relative_to(output)
    if path.stat().st_size > 52_428_800:
        wrong.append(f"{name}: is larger than 50 MiB")
    tree = etree.parse(path)
    root = tree.getroot()
    sitemaps += 1
    if root.tag == f"{{{SITEMAP}}}sitemapindex":
        parts = [loc.rsplit("/", 1)[-1] for loc in root.xpath("s:sitemap/s:loc/text()", namespaces={"s": SITEMAP})]
        wrong += [f"{name}: {part} is not there" for part in parts if not (output / part).is_file()]
        continue
    for loc in root.iter(f"{{{SITEMAP}}}loc"):
        if not (loc.text or "").startswith(("https://", "http://")) or len(loc.text) >= 2_048:
            wrong.append(f"{name}:{loc.sourceline}: `{loc.text}` is no whole address")
    for url in root:
        for element in url.iterchildren("{*}*"):
            if not element.tag.startswith(f"{{{SITEMAP}}}"):
                extension(name, element)
                url.remove(element)
    # The news standard allows a sitemap that is empty, the XSD does not.
    if len(root) == 0 and NEWS.strip("{}") in root.nsmap.values():
        continue
    if len(root) > 50_000:
        wrong.append(f"{name}: has more than 50 000 addresses")
    if not schema.validate(tree):
        wrong += [f"{name}:{error.line}: {error.message}" for error in schema.error_log]
    urls += len(root)

if not urls:
    wrong.append("no sitemap found")
if wrong:
    sys.exit("\n".join(wrong))
print(f"{sitemaps} sitemaps with {urls} addresses")
