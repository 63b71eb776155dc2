"""The realistic ten columns by Python's libraries: `realistic.py TOOL ROWS PATH`."""

import csv
import sys

COLUMNS = ["first_name", "last_name", "email", "phone", "street", "city", "postcode", "country",
           "company", "job"]


def faker_calls():
    from faker import Faker

    fake = Faker("en_US")
    Faker.seed(1)
    return [fake.first_name, fake.last_name, fake.email, fake.phone_number, fake.street_address,
            fake.city, fake.postcode, fake.country, fake.company, fake.job]


def mimesis_calls():
    from mimesis import Generic
    from mimesis.locales import Locale

    fake = Generic(locale=Locale.EN, seed=1)
    return [fake.person.first_name, fake.person.last_name, fake.person.email,
            fake.person.phone_number, fake.address.address, fake.address.city,
            fake.address.postal_code, fake.address.country, fake.finance.company,
            fake.person.occupation]


def main():
    tool, rows, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    calls = {"faker": faker_calls, "mimesis": mimesis_calls}[tool]()
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for _ in range(rows):
            writer.writerow([call() for call in calls])


main()
