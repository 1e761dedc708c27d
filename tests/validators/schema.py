"""What editors are told: the schemas are JSON Schema, take every article and the settings of the sample, and refuse mistakes."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
KINDS = {
    "news": "news",
    "notices": "notice",
    "programmes": "programme",
    "organisations": "organisation",
    "people": "person",
    "events": "event",
    "documents": "document",
    "pages": "page",
    "topics": "topic",
}
# Of an article of this kind, each with one mistake.
MISTAKES = [
    ("news", {"title": "Ports", "titel": "Ports"}),
    ("news", {"date": "2026-03-02"}),
    ("news", {"title": "Ports", "countries": ["XX"]}),
    ("news", {"title": "Ports", "draft": "maybe"}),
    ("notice", {"title": "Ports", "severity": "sever"}),
    ("news", {"title": "Ports", "severity": "severe"}),
    ("event", {"title": "Ports", "start": "2026-03-02", "status": "off"}),
    ("person", {"title": "Ada", "roles": [{"titel": "Head"}]}),
]


class Plain(yaml.SafeLoader):
    """Dates stay texts, as editors see them."""


Plain.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

with tempfile.TemporaryDirectory() as folder:
    command = ["cargo", "run", "--locked", "--quiet", "--", "schema", "--into", folder]
    subprocess.run(command, cwd=REPOSITORY, check=True)
    texts = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in Path(folder).glob("*.json")}

for schema in texts.values():
    jsonschema.Draft7Validator.check_schema(schema)
schemas = {name: jsonschema.Draft7Validator(schema) for name, schema in texts.items()}

wrong = []
articles = sorted((REPOSITORY / "content").glob("**/*.md"))
for path in articles:
    kind = KINDS[path.relative_to(REPOSITORY / "content").parts[0]]
    fields = yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], Plain)
    wrong += [f"{path.name}: {list(error.path)}: {error.message[:200]}" for error in schemas[kind].iter_errors(fields)]
settings = yaml.load((REPOSITORY / "portal.yaml").read_text(encoding="utf-8"), Plain)
wrong += [f"portal.yaml: {list(error.path)}: {error.message[:200]}" for error in schemas["portal"].iter_errors(settings)]
wrong += [f"{kind} takes {fields}" for kind, fields in MISTAKES if schemas[kind].is_valid(fields)]

if wrong or not articles:
    sys.exit("\n".join(wrong) or "no article was seen")
print(f"{len(schemas)} schemas take {len(articles)} articles and the settings, and refuse {len(MISTAKES)} mistakes")
