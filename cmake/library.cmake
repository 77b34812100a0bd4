# Tests of what is shipped: the library as others use it, the program's hardening, and that every
# command has its manual page, help and completion.
if(NOT BUILD_TESTING OR NOT TARGET entente_shared)
  return()
endif()
add_test(NAME library.installed COMMAND ${PROJECT_SOURCE_DIR}/tools/check_library.sh
         ${CMAKE_BINARY_DIR} ${CMAKE_C_COMPILER} ${CMAKE_CXX_COMPILER})
set_tests_properties(library.installed PROPERTIES LABELS integration TIMEOUT 300)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  add_test(NAME house.hardening COMMAND ${PROJECT_SOURCE_DIR}/tools/check_hardening.sh
           $<TARGET_FILE:entente_program> $<TARGET_FILE:entente_shared>)
  set_tests_properties(house.hardening PROPERTIES LABELS house TIMEOUT 60)
endif()
find_program(ENT_DOXYGEN doxygen)
if(ENT_DOXYGEN)
  add_test(NAME docs.site COMMAND ${PROJECT_SOURCE_DIR}/tools/make_site.sh ${CMAKE_BINARY_DIR}/site)
  set_tests_properties(docs.site PROPERTIES LABELS docs TIMEOUT 300)
else()
  message(STATUS "doxygen not found: the site of the documentation is not tested")
endif()
add_test(NAME house.commands COMMAND ${PROJECT_SOURCE_DIR}/tools/check_commands.sh
         $<TARGET_FILE:entente_program>)
set_tests_properties(house.commands PROPERTIES LABELS house TIMEOUT 120)
