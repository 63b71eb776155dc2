// The realistic ten columns by @faker-js/faker: `node realistic.mjs ROWS PATH`.
import { closeSync, openSync, writeSync } from "node:fs";
import { faker } from "@faker-js/faker/locale/en_US";

const columns = ["first_name", "last_name", "email", "phone", "street", "city", "postcode",
  "country", "company", "job"];
const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const rows = Number(process.argv[2]);
const file = openSync(process.argv[3], "w");
faker.seed(1);
let text = columns.join(",") + "\n";
for (let i = 0; i < rows; i++) {
  text += [
    faker.person.firstName(), faker.person.lastName(), faker.internet.email(),
    faker.phone.number(), faker.location.streetAddress(), faker.location.city(),
    faker.location.zipCode(), faker.location.country(), faker.company.name(),
    faker.person.jobTitle(),
  ].map(quoted).join(",") + "\n";
  if (text.length > 1 << 20) {
    writeSync(file, text);
    text = "";
  }
}
writeSync(file, text);
closeSync(file);
