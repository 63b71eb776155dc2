// The realistic ten columns by gofakeit: `realistic ROWS PATH`.
package main

import (
	"bufio"
	"encoding/csv"
	"log"
	"os"
	"strconv"

	"github.com/brianvoe/gofakeit/v7"
)

func main() {
	rows, err := strconv.Atoi(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	file, err := os.Create(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	buffer := bufio.NewWriterSize(file, 1<<20)
	out := csv.NewWriter(buffer)
	fake := gofakeit.New(1)
	record := []string{"first_name", "last_name", "email", "phone", "street", "city",
		"postcode", "country", "company", "job"}
	for i := 0; ; i++ {
		if err := out.Write(record); err != nil {
			log.Fatal(err)
		}
		if i == rows {
			break
		}
		record[0] = fake.FirstName()
		record[1] = fake.LastName()
		record[2] = fake.Email()
		record[3] = fake.Phone()
		record[4] = fake.Street()
		record[5] = fake.City()
		record[6] = fake.Zip()
		record[7] = fake.Country()
		record[8] = fake.Company()
		record[9] = fake.JobTitle()
	}
	out.Flush()
	if err := out.Error(); err != nil {
		log.Fatal(err)
	}
	if err := buffer.Flush(); err != nil {
		log.Fatal(err)
	}
	if err := file.Close(); err != nil {
		log.Fatal(err)
	}
}
