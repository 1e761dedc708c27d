"""Every .ics file, as two packages read it.

`ics` holds the grammar of RFC 5545 and how often each property may stand; `icalendar` holds the types of values,
what a calendar needs, and that begin and end go together.
"""

import sys
from collections import Counter
from pathlib import Path

import ics
from icalendar import Calendar

output = Path(sys.argv[1])
wrong = []
files = sorted(output.rglob("*.ics"))
events = 0
for path in files:
    name = path.relative_to(output)
    octets = path.read_bytes()
    lines = octets.split(b"\r\n")
    if lines.pop() != b"":
        wrong.append(f"{name}: does not end with CR LF")
    for number, line in enumerate(lines, 1):
        if len(line) > 75 or b"\r" in line or b"\n" in line:
            wrong.append(f"{name}:{number}: a line is too long or its end is not CR LF")
    try:
        ics.Calendar(octets.decode())
        calendar = Calendar.from_ical(octets)
        calendar.validate()
        seen = calendar.events
        for event in seen:
            for key in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "URL", "STATUS"):
                if key not in event:
                    wrong.append(f"{name}: an event has no {key}")
            # Both raise where begin and end do not go together.
            if event.end < event.start:
                wrong.append(f"{name}: an event ends before it begins")
        for component in calendar.walk():
            wrong += [f"{name}: {error}" for error in component.errors]
        twice = [uid for uid, count in Counter(str(event["UID"]) for event in seen).items() if count > 1]
        wrong += [f"{name}: two events have the UID {uid}" for uid in twice]
        # What was read means what was written.
        if Calendar.from_ical(calendar.to_ical()) != calendar:
            wrong.append(f"{name}: reads differently when written again")
        events += len(seen)
    except Exception as error:  # noqa: BLE001 - any of them is the validator's verdict
        wrong.append(f"{name}: {error!r}")
if not files:
    wrong.append("no calendar found")
if wrong:
    sys.exit("\n".join(wrong))
print(f"{len(files)} calendars with {events} events")
