# The smallest number of pages that passes the filter:
min_pages = 100
