# One manual page, compressed: scdoc reads standard input and writes standard output. The date
# in its foot is that of the sources, so that two builds give the same bytes.
string(REGEX REPLACE "\\.gz$" "" plain ${OUT})
get_filename_component(folder ${OUT} DIRECTORY)
file(MAKE_DIRECTORY ${folder})
set(ENV{SOURCE_DATE_EPOCH} ${DATE})
execute_process(COMMAND ${SCDOC} INPUT_FILE ${IN} OUTPUT_FILE ${plain} RESULT_VARIABLE failed
                ERROR_VARIABLE said)
if(NOT failed)
  execute_process(COMMAND ${GZIP} -9nf ${plain} RESULT_VARIABLE failed ERROR_VARIABLE said)
endif()
if(failed)
  file(REMOVE ${plain} ${OUT})
  message(FATAL_ERROR "${IN}: ${said}")
endif()
