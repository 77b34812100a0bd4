# Run by cmake/app.cmake: npm ci when the lock file is newer than what is installed, then the
# task; an empty output when either fails.
get_filename_component(dir ${OUT} DIRECTORY)
file(MAKE_DIRECTORY ${dir})
set(stamp ${APP}/node_modules/.package-lock.json)
set(failed 0)
file(LOCK ${dir}/npm.lock GUARD PROCESS TIMEOUT 600)
if(NOT EXISTS ${stamp} OR ${APP}/package-lock.json IS_NEWER_THAN ${stamp})
  execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund
                  WORKING_DIRECTORY ${APP} RESULT_VARIABLE failed OUTPUT_VARIABLE said
                  ERROR_VARIABLE said)
endif()
if(NOT failed)
  execute_process(COMMAND ${NPM} run --silent ${TASK} -- --outDir ${dir} --emptyOutDir=false
                  WORKING_DIRECTORY ${APP} RESULT_VARIABLE failed OUTPUT_VARIABLE said
                  ERROR_VARIABLE said)
endif()
if(failed OR NOT EXISTS ${OUT})
  message(WARNING "npm run ${TASK} failed; the program is built without its result:\n${said}")
  file(WRITE ${OUT} "")
else()
  file(TOUCH ${OUT})
endif()
