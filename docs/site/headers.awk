# Filter for Doxygen: the comments of the headers, as style has them, in Doxygen's words. Lines stay
# lines, so that warnings name the right place.
#   "/* why */" before a declaration documents it, after a member it documents the member;
#   the first comment of a file documents the file; "errors   text" becomes a line of a list.
NR == 1 && /^\/\*/ {
    sub(/^\/\*+/, /^\/\*$/ ? "/** @file" : "/** @file\n *")
    first = 1
    inside = !/\*\//
    print
    next
}
!inside && /^[ \t]*\/\*[^*]/ {                     # a comment alone on its line
    sub(/\/\*/, "/**")
    inside = !/\*\//
    print
    next
}
!inside && /[;,{] *\/\*[^*]/ {                       # behind a member
    sub(/\/\*/, "/**<")
    inside = !/\*\//
    print
    next
}
!inside && /^[ \t]*[A-Z_0-9a-z]+( = [^,]*)? *\/\*[^*]/ {   # behind the last value of an enum
    sub(/\/\*/, "/**<")
    inside = !/\*\//
    print
    next
}
/^[ \t]*\/\*\*/ { inside = !/\*\//; labelled = 0; print; next }
inside && /\*\// { inside = 0; labelled = 0; first = 0; print; next }
inside && /^ \* (shape|units|domain|returns|memory|threads|source|errors|bounds|values|time|order)   *[^ ]/ && !first {
    match($0, /[a-z]+/)
    print " * - **" substr($0, RSTART, RLENGTH) "** " substr($0, RSTART + RLENGTH)
    labelled = 1
    next
}
inside && labelled && /^ \* +[^ ]/ { sub(/^ \* +/, " *   "); print; next }
inside && /^ \*$/ { labelled = 0; print; next }
{ print }
