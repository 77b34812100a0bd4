# The Python package: installed beside the library it calls, tested against the one just built.
find_package(Python3 COMPONENTS Interpreter)
set(ENT_PYTHON_DIR lib/python3/dist-packages CACHE STRING "Where the Python package goes")
install(DIRECTORY python/entente DESTINATION ${ENT_PYTHON_DIR} COMPONENT python
        PATTERN __pycache__ EXCLUDE)

if(BUILD_TESTING AND Python3_FOUND AND TARGET entente_shared)
  add_test(NAME python.simulation
           COMMAND ${Python3_EXECUTABLE} -m unittest discover -s ${PROJECT_SOURCE_DIR}/python/tests)
  add_test(NAME python.example
           COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/python/examples/posture.py)
  set_tests_properties(python.simulation python.example PROPERTIES LABELS cli TIMEOUT 120
    ENVIRONMENT "PYTHONPATH=${PROJECT_SOURCE_DIR}/python;PYTHONDONTWRITEBYTECODE=1;\
ENTENTE_LIBRARY=$<TARGET_FILE:entente_shared>;ENTENTE_PROGRAM=$<TARGET_FILE:entente_program>;\
ENTENTE_DATA=${PROJECT_SOURCE_DIR}/data;\
ENTENTE_SCENARIOS=${PROJECT_SOURCE_DIR}/scenarios")
endif()
