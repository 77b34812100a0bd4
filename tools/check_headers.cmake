# Every public header compiles alone, as C17 and as C++17, without a warning.
# SOURCE: the source tree; CC, CXX: the compilers.
cmake_minimum_required(VERSION 3.25)
file(GLOB headers ${SOURCE}/include/entente/*.h)
set(bad 0)
foreach(header ${headers})
  get_filename_component(name ${header} NAME)
  set(flags -I${SOURCE}/include -Wall -Wextra -Wpedantic -Werror -fsyntax-only)
  foreach(language c c++)
    if(language STREQUAL c)
      set(compiler ${CC} -std=c17 -Wno-unused-function)
    else()
      set(compiler ${CXX} -std=c++17 -Wno-unused-function)
    endif()
    execute_process(COMMAND ${CMAKE_COMMAND} -E echo "#include \"entente/${name}\"
extern int header_check;"
                    COMMAND ${compiler} ${flags} -x ${language} -
                    RESULT_VARIABLE failed ERROR_VARIABLE said)
    if(failed)
      message("${name} as ${language}:\n${said}")
      math(EXPR bad "${bad} + 1")
    endif()
  endforeach()
endforeach()
if(bad)
  message(FATAL_ERROR "${bad} header(s) do not compile alone")
endif()
