# The Python package: installed beside the library it calls, tested against the one just built by
# Debian's python3, with NumPy and pandas where they are installed and without.
find_program(ENT_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
find_program(ENT_PYTHON python3)
find_program(ENT_MYPY mypy PATHS /usr/bin NO_DEFAULT_PATH)
find_program(ENT_RSCRIPT Rscript)
set(ENT_PYTHON_DIR lib/python3/dist-packages CACHE STRING "Where the Python package goes")
install(DIRECTORY python/entente DESTINATION ${ENT_PYTHON_DIR} COMPONENT python
        PATTERN __pycache__ EXCLUDE PATTERN .mypy_cache EXCLUDE)
install(FILES python/examples/posture.py python/examples/posture.ipynb
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/python3-entente/examples COMPONENT python)
install(DIRECTORY examples/r DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples COMPONENT entente)

if(NOT BUILD_TESTING OR NOT TARGET entente_shared)
  return()
endif()
set(python ${PROJECT_SOURCE_DIR}/python)
function(ent_python name)
  add_test(NAME python.${name} COMMAND ${ARGN} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(python.${name} PROPERTIES LABELS cli TIMEOUT 300
    ENVIRONMENT "PYTHONPATH=${python};PYTHONDONTWRITEBYTECODE=1;\
ENTENTE_LIBRARY=$<TARGET_FILE:entente_shared>;ENTENTE_PROGRAM=$<TARGET_FILE:entente_program>;\
ENTENTE_DATA=${PROJECT_SOURCE_DIR}/data;\
ENTENTE_SCENARIOS=${PROJECT_SOURCE_DIR}/scenarios")
endfunction()
if(ENT_PYTHON)
  ent_python(simulation ${ENT_PYTHON} -m unittest discover -s ${python}/tests)
  # The example says what python/README.md shows.
  ent_python(example bash -c "diff <('${ENT_PYTHON}' python/examples/posture.py) <(sed -n '/^US posture/,/^```/p' python/README.md | grep -v '^```')")
  ent_python(notebook ${ENT_PYTHON} ${python}/tests/run_notebook.py ${python}/examples/posture.ipynb
             --jupyter)
else()
  message(STATUS "python3 not found: the Python package is not tested")
endif()
if(ENT_MYPY)
  ent_python(types ${ENT_MYPY} --config-file ${python}/mypy.ini
             --cache-dir ${CMAKE_BINARY_DIR}/mypy ${python}/entente)
else()
  message(STATUS "mypy not found: the types of the Python package are not checked")
endif()
if(ENT_RSCRIPT)
  ent_python(in_r ${PROJECT_SOURCE_DIR}/tests/cli/r_example.bash ${ENT_RSCRIPT})
else()
  message(STATUS "R not found: the example in R is not run")
endif()

# Every figure that `entente import` takes from the publishers' own files, against openpyxl and csv;
# skipped where the files of the reference data or openpyxl are not there.
if(ENT_PYTHON)
  add_test(NAME import.files COMMAND ${ENT_PYTHON} ${PROJECT_SOURCE_DIR}/tests/import/publishers.py
                                     $<TARGET_FILE:entente_program> ${PROJECT_SOURCE_DIR})
  set_tests_properties(import.files PROPERTIES LABELS cli TIMEOUT 600 SKIP_RETURN_CODE 77
    ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1;ENTENTE_DATA=${PROJECT_SOURCE_DIR}/data;\
ENTENTE_SCENARIOS=${PROJECT_SOURCE_DIR}/scenarios")
  add_test(NAME import.variants COMMAND ${ENT_PYTHON} ${PROJECT_SOURCE_DIR}/tests/import/variants.py
                                        $<TARGET_FILE:entente_program>)
  set_tests_properties(import.variants PROPERTIES LABELS cli TIMEOUT 600 SKIP_RETURN_CODE 77
    ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1;ENTENTE_DATA=${PROJECT_SOURCE_DIR}/data;\
ENTENTE_SCENARIOS=${PROJECT_SOURCE_DIR}/scenarios")
endif()
