# One manual page: scdoc reads standard input and writes standard output.
execute_process(COMMAND ${SCDOC} INPUT_FILE ${IN} OUTPUT_FILE ${OUT} RESULT_VARIABLE failed
                ERROR_VARIABLE said)
if(failed)
  file(REMOVE ${OUT})
  message(FATAL_ERROR "${IN}: ${said}")
endif()
