# What npm builds from app/ for the program to carry. Without node and npm, or when npm cannot
# fetch its packages, an empty file takes the place: the program then writes static reports
# and says that it has no live page.
#
#   ent_app(TASK FILE)   npm run TASK puts FILE into ${CMAKE_BINARY_DIR}/app
option(ENT_APP "Build the report's script and the live page with npm" ON)
find_program(ENT_NPM npm)
if(ENT_APP AND NOT ENT_NPM)
  message(STATUS "npm not found: reports will be static and there will be no live page; "
                 "install nodejs and npm, then configure again")
endif()
file(GLOB_RECURSE ENT_APP_SOURCES CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/app/src/* ${PROJECT_SOURCE_DIR}/app/*.config.ts
     ${PROJECT_SOURCE_DIR}/app/*.html ${PROJECT_SOURCE_DIR}/app/package-lock.json)
list(FILTER ENT_APP_SOURCES EXCLUDE REGEX node_modules)

function(ent_app task file)
  set(out ${CMAKE_BINARY_DIR}/app/${file})
  string(REPLACE ":" "_" target app_${task})
  if(ENT_APP AND ENT_NPM)
    add_custom_command(OUTPUT ${out}
      COMMAND ${CMAKE_COMMAND} -DNPM=${ENT_NPM} -DAPP=${PROJECT_SOURCE_DIR}/app -DTASK=${task}
              -DOUT=${out} -P ${PROJECT_SOURCE_DIR}/cmake/build_app.cmake
      DEPENDS ${ENT_APP_SOURCES} ${ARGN}
      COMMENT "npm run ${task}" VERBATIM)
  else()
    file(WRITE ${out} "")
  endif()
  add_custom_target(${target} DEPENDS ${out})
  add_dependencies(ent_hosted ${target})
endfunction()
