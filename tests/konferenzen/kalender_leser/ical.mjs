// Reads a calendar as Thunderbird does, with its own VTIMEZONE: iCalendar in, JSON out.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const kalender = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of kalender.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}
const ereignisse = kalender.getAllSubcomponents("vevent").map((teil) => {
  const ereignis = new ICAL.Event(teil);
  return {
    uid: ereignis.uid,
    beginn: ereignis.startDate.toJSDate().toISOString(),
    ende: ereignis.endDate.toJSDate().toISOString(),
    titel: ereignis.summary,
    ort: ereignis.location ?? "",
    status: teil.getFirstPropertyValue("status"),
    sequenz: ereignis.sequence,
    beschreibung: ereignis.description,
  };
});
process.stdout.write(JSON.stringify(ereignisse));
