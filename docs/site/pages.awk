# Filter for Doxygen: the pages are written for readers of files; some of it Doxygen takes otherwise.
/^```console/ { print "```{.unparsed}"; fenced = 1; next }
/^```/ && !fenced { fenced = 1; print; next }
/^```/ { fenced = 0; print; next }
!fenced && /^#/ { gsub(/`/, "") }                   # Doxygen shows the tags of code in a heading
{ print }
