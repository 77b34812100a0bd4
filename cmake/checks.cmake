# Checks of the source tree itself, as CTest cases labelled `house`.
if(NOT BUILD_TESTING)
  return()
endif()

function(ent_check name)
  add_test(NAME house.${name} COMMAND ${CMAKE_COMMAND} ${ARGN}
           WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(house.${name} PROPERTIES LABELS house TIMEOUT 300)
endfunction()

ent_check(layers -DSOURCE=${PROJECT_SOURCE_DIR} -P ${PROJECT_SOURCE_DIR}/tools/check_layers.cmake)
ent_check(headers -DSOURCE=${PROJECT_SOURCE_DIR} -DCC=${CMAKE_C_COMPILER}
          -DCXX=${CMAKE_CXX_COMPILER} -P ${PROJECT_SOURCE_DIR}/tools/check_headers.cmake)

add_test(NAME house.model_doc COMMAND ${PROJECT_SOURCE_DIR}/tools/check_model_doc.sh)
set_tests_properties(house.model_doc PROPERTIES LABELS house TIMEOUT 60)

# The scenario a reader of the quick start types is the one that is run there.
add_test(NAME docs.quickstart_scenario COMMAND bash -c
  "diff <(sed -n '/^```yaml/,/^```/p' docs/quickstart.md | grep -v '^```') examples/scenarios/three-percent.yaml"
  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
set_tests_properties(docs.quickstart_scenario PROPERTIES LABELS docs TIMEOUT 30)
# The rows that docs/flashpoint.md adds are read, and the place is in the plan.
add_test(NAME docs.flashpoint_rows COMMAND bash -c
  "rm -rf $1 && mkdir -p $1 && cp -r data $1/data &&
   rows() { sed -n '/^```csv/,/^```/p' docs/flashpoint.md | grep -E $1; } &&
   rows '^strait,' >>$1/data/flashpoints.csv && rows '^[a-z]+,strait,' >>$1/data/posture.csv &&
   ENTENTE_DATA=$1/data $0 posture status-quo-2024 --csv | grep '^strait,'"
  $<TARGET_FILE:entente_program> ${CMAKE_BINARY_DIR}/flashpoint-rows WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
set_tests_properties(docs.flashpoint_rows PROPERTIES LABELS docs TIMEOUT 60)
# The programs that docs/library.md shows are the examples that are built and run.
foreach(pair c:examples/library/brussels.c python:examples/python/brussels.py)
  string(REGEX REPLACE ":.*" "" language ${pair})
  string(REGEX REPLACE ".*:" "" file ${pair})
  add_test(NAME docs.library_${language} COMMAND bash -c
    "diff <(sed -n '/^```${language}$/,/^```$/p' docs/library.md | grep -v '^```') ${file}"
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(docs.library_${language} PROPERTIES LABELS docs TIMEOUT 30)
endforeach()
if(ENT_PYTHON)
  add_test(NAME house.architecture COMMAND ${ENT_PYTHON}
           ${PROJECT_SOURCE_DIR}/tools/check_architecture.py ${PROJECT_SOURCE_DIR} ${CMAKE_BINARY_DIR})
  set_tests_properties(house.architecture PROPERTIES LABELS house TIMEOUT 60)
  add_test(NAME house.uncalled COMMAND ${ENT_PYTHON}
           ${PROJECT_SOURCE_DIR}/tools/check_uncalled.py ${PROJECT_SOURCE_DIR} ${CMAKE_BINARY_DIR})
  set_tests_properties(house.uncalled PROPERTIES LABELS house TIMEOUT 60)
  add_test(NAME house.commands_api COMMAND ${ENT_PYTHON}
           ${PROJECT_SOURCE_DIR}/tools/check_commands_api.py)
  set_tests_properties(house.commands_api PROPERTIES LABELS house TIMEOUT 60)
  add_test(NAME house.persons COMMAND ${ENT_PYTHON} ${PROJECT_SOURCE_DIR}/tools/check_persons.py)
  add_test(NAME house.literals COMMAND ${ENT_PYTHON} ${PROJECT_SOURCE_DIR}/tools/check_literals.py)
  add_test(NAME house.data_license COMMAND ${ENT_PYTHON}
           ${PROJECT_SOURCE_DIR}/tools/make_data_license.py --check)
  add_test(NAME house.data_terms COMMAND ${ENT_PYTHON}
           ${PROJECT_SOURCE_DIR}/tools/check_data_terms.py)
  set_tests_properties(house.persons house.literals house.data_license house.data_terms PROPERTIES LABELS house TIMEOUT 60)
  add_test(NAME house.scorecard COMMAND ${ENT_PYTHON}
           ${PROJECT_SOURCE_DIR}/tools/make_scorecard_doc.py --check)
  set_tests_properties(house.scorecard PROPERTIES LABELS house TIMEOUT 60)
  # House English: words not used, terms of the glossary, lengths of sentences and names, links.
  add_test(NAME house.words COMMAND ${ENT_PYTHON} ${PROJECT_SOURCE_DIR}/tools/check_words.py)
  add_test(NAME house.links COMMAND ${ENT_PYTHON} ${PROJECT_SOURCE_DIR}/tools/check_links.py)
  set_tests_properties(house.words house.links PROPERTIES LABELS house TIMEOUT 60)
endif()
add_test(NAME house.spelling COMMAND ${PROJECT_SOURCE_DIR}/tools/check_spelling.sh
         ${CMAKE_BINARY_DIR}/spelling.cache)
set_tests_properties(house.spelling PROPERTIES LABELS house TIMEOUT 300 SKIP_RETURN_CODE 77)

if(NOT ENT_SANITIZE AND NOT ENT_COVERAGE)
  set(list ${CMAKE_BINARY_DIR}/freestanding.txt)
  file(GENERATE OUTPUT ${list} CONTENT "$<JOIN:$<TARGET_OBJECTS:ent_core>,\n>
$<JOIN:$<TARGET_OBJECTS:ent_kernel_sse2>,\n>
$<JOIN:$<TARGET_OBJECTS:ent_kernel_avx2>,\n>
$<JOIN:$<TARGET_OBJECTS:ent_kernel_avx512>,\n>
")
  ent_check(freestanding -DNM=${CMAKE_NM} -DLIST=${list}
            -P ${PROJECT_SOURCE_DIR}/tools/check_freestanding.cmake)
endif()

# The model a second time, in Python, at random settings of the levers.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
    # Levels, differences and shares again from the stored futures, by a script that shares no code,
    # and by the live page's engine: every shipped scenario.
    set(node)
    if(ENT_APP AND ENT_NPM AND ENT_NODE AND ENT_WASM_CLANG AND ENT_WASM_LD)
      set(node --node ${ENT_NODE})
    endif()
    foreach(pair "brussels-2025 status-quo-2024" "europe-alone us-leaves" "today" "two-wars"
            "article-5-for-ukraine ceasefire-guarantee" "baltic-2015" "ceasefire-guarantee status-quo-2024"
            "hague-2025 status-quo-2024" "status-quo-2024" "us-leaves status-quo-2024")
      separate_arguments(pair)
      list(GET pair 0 scenario)
      add_test(NAME figures.${scenario}
               COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tests/figures/recompute.py
                       $<TARGET_FILE:entente_program> ${pair} ${node})
      set_tests_properties(figures.${scenario} PROPERTIES LABELS cli TIMEOUT 300)
      if(ENT_SANITIZE)    # the same arithmetic says nothing new there and takes minutes
        set_tests_properties(figures.${scenario} PROPERTIES LABELS "cli;long")
      endif()
    endforeach()
    # The bill, aid and duties again from the data files, beside every place that shows them.
    add_test(NAME figures.accounts COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tests/figures/accounts.py
             $<TARGET_FILE:entente_program>)
    set_tests_properties(figures.accounts PROPERTIES LABELS cli TIMEOUT 300)
    file(GLOB shipped RELATIVE ${PROJECT_SOURCE_DIR}/scenarios ${PROJECT_SOURCE_DIR}/scenarios/*.yaml)
    foreach(file ${shipped})
      get_filename_component(scenario ${file} NAME_WE)
      if(NOT TEST figures.${scenario})
        message(FATAL_ERROR "scenarios/${file} is not recomputed: add it to figures.* in cmake/checks.cmake")
      endif()
    endforeach()
  # The treaty tables beside a published list of defence pacts, pair by pair from 1949.
  add_test(NAME treaty.alliances COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tests/treaty/alliances.py
           ${PROJECT_SOURCE_DIR}/data ${PROJECT_SOURCE_DIR}/tests/treaty/alliance_gaps.csv)
  set_tests_properties(treaty.alliances PROPERTIES LABELS unit TIMEOUT 60 SKIP_RETURN_CODE 77)
  add_test(NAME reference.model COMMAND ${PROJECT_SOURCE_DIR}/tests/reference/run
           $<TARGET_FILE:entente_reference> ${PROJECT_SOURCE_DIR}/data)
  set_tests_properties(reference.model PROPERTIES LABELS cli TIMEOUT 300)
  # The scorecard that report and page print is what the program says today.
  add_test(NAME figures.scorecard COMMAND Python3::Interpreter
           ${PROJECT_SOURCE_DIR}/tools/make_scorecard.py $<TARGET_FILE:entente_program> --check)
  set_tests_properties(figures.scorecard PROPERTIES LABELS cli TIMEOUT 300)
  if(ENT_APP)
    add_test(NAME app.serve COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tests/app/serve.py
             $<TARGET_FILE:entente_program>)
    set_tests_properties(app.serve PROPERTIES LABELS app TIMEOUT 300)
  endif()
endif()

# tests/cli: each NAME.sh runs in an empty directory; the facts of its output are compared.
file(GLOB scripts CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/cli/*.sh)
foreach(script ${scripts})
  get_filename_component(name ${script} NAME_WE)
  add_test(NAME cli.${name} COMMAND ${PROJECT_SOURCE_DIR}/tests/cli/run
           $<TARGET_FILE:entente_program> ${name})
  set_tests_properties(cli.${name} PROPERTIES LABELS cli TIMEOUT 900 SKIP_RETURN_CODE 77)
endforeach()
# Whole runs, many of them: minutes even without a sanitizer. ./dev check leaves out what is
# labelled `long`; ./dev check --full runs it.
set_tests_properties(cli.parts cli.full_disk cli.no_memory cli.run_killed cli.hostile_stores
  PROPERTIES LABELS "cli;integration;long")
# It counts addresses, which a sanitizer takes by the terabyte.
if(ENT_SANITIZE)
  set_tests_properties(cli.run_memory PROPERTIES DISABLED TRUE)
endif()
set_tests_properties(cli.hostile cli.run cli.run_mistakes cli.write_devices
  PROPERTIES LABELS "cli;integration")

# tests/hostile: a table of inputs made to hurt, in parts of half a minute. Under a sanitizer, where
# a row takes ten times as long, one row in sixteen is run always and the rest as `long`.
if(Python3_FOUND)
  set(hostile_parts 4)
  set(hostile_slow 1)
  if(ENT_SANITIZE OR ENT_COVERAGE)
    set(hostile_parts 24)
    set(hostile_slow 12)
  endif()
  foreach(part RANGE 1 ${hostile_parts})
    add_test(NAME hostile.inputs_${part}
             COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/tests/hostile/run
                     $<TARGET_FILE:entente_program> --part ${part}/${hostile_parts}
                     --slow ${hostile_slow})
    set_tests_properties(hostile.inputs_${part} PROPERTIES LABELS "cli;integration" TIMEOUT 900)
    if(hostile_parts GREATER 4 AND part GREATER 1)
      set_tests_properties(hostile.inputs_${part} PROPERTIES LABELS "cli;integration;long")
    endif()
  endforeach()
endif()

# Scenarios at the extremes of all levers and assumptions, on the narrowest and widest instructions.
if(Python3_FOUND AND NOT ENT_SANITIZE AND NOT ENT_COVERAGE)
  add_test(NAME cli.extremes COMMAND Python3::Interpreter
           ${PROJECT_SOURCE_DIR}/tests/extremes/run $<TARGET_FILE:entente_program> 40)
  set_tests_properties(cli.extremes PROPERTIES LABELS "cli;integration;long" TIMEOUT 1800)
endif()

# Killed at random and gone on with; --full kills a hundred times.
add_test(NAME cli.kills COMMAND ${PROJECT_SOURCE_DIR}/tests/kills/run
         $<TARGET_FILE:entente_program> 20)
set_tests_properties(cli.kills PROPERTIES LABELS "cli;integration;long" TIMEOUT 900)

# today is what the newest release of NATO gives.
find_program(ENT_PYTHON_HOUSE python3)
add_test(NAME house.today COMMAND ${ENT_PYTHON_HOUSE} ${PROJECT_SOURCE_DIR}/tools/make_today.py
         --check)
set_tests_properties(house.today PROPERTIES LABELS house TIMEOUT 120)

# docs and README: every console block whose command is entente is run again.
file(GLOB documents CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/*.md
     ${PROJECT_SOURCE_DIR}/README.md)
foreach(document ${documents})
  get_filename_component(name ${document} NAME_WE)
  add_test(NAME docs.${name} COMMAND ${PROJECT_SOURCE_DIR}/tests/docs/run
           $<TARGET_FILE:entente_program> ${document})
  set_tests_properties(docs.${name} PROPERTIES LABELS docs TIMEOUT 900 SKIP_RETURN_CODE 77)
endforeach()

# Reference pages are what the program and its registers say.
add_test(NAME house.reference COMMAND ${ENT_PYTHON_HOUSE}
         ${PROJECT_SOURCE_DIR}/tools/make_reference.py --check $<TARGET_FILE:entente_program>)
set_tests_properties(house.reference PROPERTIES LABELS house TIMEOUT 60)

# How far its source supports each assumption that names one.
add_test(NAME house.assumption_sources COMMAND ${ENT_PYTHON_HOUSE}
         ${PROJECT_SOURCE_DIR}/tools/check_assumption_sources.py)
set_tests_properties(house.assumption_sources PROPERTIES LABELS house TIMEOUT 60)

# The dictionary of facts is what data/keys.csv says.
add_test(NAME house.data_keys COMMAND ${ENT_PYTHON_HOUSE}
         ${PROJECT_SOURCE_DIR}/tools/make_data_keys.py --check)
set_tests_properties(house.data_keys PROPERTIES LABELS house TIMEOUT 60)
