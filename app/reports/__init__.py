"""Documents: plain data is laid out as numbers, then painted; the same pages go to preview, printer and PDF.

Called by the pages of app/views and by the command line (bootstrap). Layout runs in the
pool or in a command's only thread, painting wherever the device lives. Nothing here
reads the store or the clock, and nothing is ever taken for
markup: a text is drawn as the characters it is made of.

- fonts, measure, wrapping: print faces, widths of texts, line breaking
- sheet: papers, and what stands on a laid-out page · table: rows over pages, with repeated headers
- schedule_entries, changes, schedule_rows, schedule: the daily schedule
- paint: one painter for every device · schedule_file, rare_han: the PDF file ·
  print_job: the printer
"""
