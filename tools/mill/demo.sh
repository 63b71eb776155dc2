# ./mill demo: one million rows of an example model, as CSV and as Parquet. Sourced.
# shellcheck shell=bash

readonly DEMO_MODEL=models/orders.yaml

demo() {
  local rowmill=build/release/rowmill
  setup build
  build release rowmill
  printf '\nThe first five rows of %s:\n\n' "$DEMO_MODEL"
  "$rowmill" generate "$DEMO_MODEL" --sample 5
  local format
  for format in csv parquet; do
    printf '\n$ rowmill generate %s -n 1M -f %s -o out/ --force\n' "$DEMO_MODEL" "$format"
    "$rowmill" generate "$DEMO_MODEL" -n 1M -f "$format" -o out/ --force
  done
  printf '\nThe files:\n\n'
  (cd out && ls -l --time-style=+%H:%M -- *.csv *.parquet) |
    awk '{ printf "  %12d bytes  out/%s\n", $5, $7 }'
  cat <<TEXT

Try next:

  $rowmill generate models/orders.yaml --from-row 5_000_000_000 -n 5 -f csv -o -
  $rowmill types
  $rowmill serve --port 4242 --auth none
TEXT
}
