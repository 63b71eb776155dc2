// The realistic ten columns by the crate `fake`: `realistic ROWS PATH`.
use fake::faker::address::en::{BuildingNumber, CityName, CountryName, StreetName, ZipCode};
use fake::faker::company::en::CompanyName;
use fake::faker::internet::en::SafeEmail;
use fake::faker::job::en::Title;
use fake::faker::name::en::{FirstName, LastName};
use fake::faker::phone_number::en::PhoneNumber;
use fake::Fake;
use rand::{rngs::SmallRng, SeedableRng};
use std::fs::File;
use std::io::{BufWriter, Result, Write};

fn put(out: &mut impl Write, text: &str, end: &[u8]) -> Result<()> {
    if text.contains([',', '"', '\n']) {
        write!(out, "\"{}\"", text.replace('"', "\"\""))?;
    } else {
        out.write_all(text.as_bytes())?;
    }
    out.write_all(end)
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let rows: u64 = arguments[1].parse().expect("a number of rows");
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&arguments[2])?);
    let mut rng = SmallRng::seed_from_u64(1);
    out.write_all(b"first_name,last_name,email,phone,street,city,postcode,country,company,job\n")?;
    for _ in 0..rows {
        put(&mut out, FirstName().fake_with_rng::<&str, _>(&mut rng), b",")?;
        put(&mut out, LastName().fake_with_rng::<&str, _>(&mut rng), b",")?;
        put(&mut out, &SafeEmail().fake_with_rng::<String, _>(&mut rng), b",")?;
        put(&mut out, &PhoneNumber().fake_with_rng::<String, _>(&mut rng), b",")?;
        let house: String = BuildingNumber().fake_with_rng(&mut rng);
        let street: String = StreetName().fake_with_rng(&mut rng);
        put(&mut out, &format!("{house} {street}"), b",")?;
        put(&mut out, &CityName().fake_with_rng::<String, _>(&mut rng), b",")?;
        put(&mut out, &ZipCode().fake_with_rng::<String, _>(&mut rng), b",")?;
        put(&mut out, &CountryName().fake_with_rng::<String, _>(&mut rng), b",")?;
        put(&mut out, &CompanyName().fake_with_rng::<String, _>(&mut rng), b",")?;
        put(&mut out, &Title().fake_with_rng::<String, _>(&mut rng), b"\n")?;
    }
    out.flush()
}
