# The smallest number of pages that passes the filter:
