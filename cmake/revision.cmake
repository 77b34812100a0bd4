# Revision and date of the sources: from git, else from what `git archive` wrote into this file.
#   ENT_REVISION   twelve digits of the commit, "" when nothing tells
#   ENT_DATE       seconds of the commit since 1970: the date of everything that is packed
set(archived_revision "$Format:%H$")
set(archived_date "$Format:%ct$")
set(ENT_REVISION "")
set(ENT_DATE 0)
if(archived_revision MATCHES "^[0-9a-f]+$")
  set(ENT_REVISION ${archived_revision})
  set(ENT_DATE ${archived_date})
else()
  execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} log -1 --format=%H,%ct
                  OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(found MATCHES "^([0-9a-f]+),([0-9]+)$")
    set(ENT_REVISION ${CMAKE_MATCH_1})
    set(ENT_DATE ${CMAKE_MATCH_2})
  endif()
endif()
string(SUBSTRING "${ENT_REVISION}" 0 12 ENT_REVISION)
set(ENT_DATE ${ENT_DATE} CACHE INTERNAL "seconds of the last commit")
