# How Entente is compiled: one flag set, three kinds of source.
#
#   ent_sources(core   FILE...)   freestanding: no libc but memcpy, memmove, memset, memcmp
#   ent_sources(hosted FILE...)   may use libc and the kept libraries; a folder that sets
#                                 ENT_HOSTED puts them into a library of its own (src/import)
#   ent_sources(kernel FILE...)   freestanding and compiled once per instruction set
#   ent_sources(cli    FILE...)   the program: all but main.c, which entente-reference links too
#   ent_test(NAME FILE [labels])  one cmocka test, named like its file: model.debt

set(ENT_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion
    -Wdouble-promotion -Wstrict-prototypes -Wmissing-prototypes -Wundef -Wvla -Wcast-qual
    -Wwrite-strings -Wformat=2 -Wimplicit-fallthrough)
# To clang NAN and INFINITY are floats met by doubles; gcc watches over the rest.
if(CMAKE_C_COMPILER_ID MATCHES "Clang")
  list(REMOVE_ITEM ENT_WARNINGS -Wdouble-promotion)
endif()
# Without the optimiser's ranges gcc suspects texts that cannot be cut; release builds check it.
if(CMAKE_C_COMPILER_ID STREQUAL "GNU" AND (ENT_SANITIZE OR CMAKE_BUILD_TYPE STREQUAL "Debug"))
  list(APPEND ENT_WARNINGS -Wno-format-truncation)
endif()
if(ENT_WERROR)
  list(APPEND ENT_WARNINGS -Werror)
endif()
# The same bits everywhere: no contraction into fused operations. Neither of the other two
# alters a result; they let loops with comparisons and square roots vectorise.
set(ENT_EXACT -ffp-contract=off -fno-trapping-math -fno-math-errno)

set(ENT_FLAGS_sse2 -msse2)
set(ENT_FLAGS_avx2 -mavx2)
set(ENT_FLAGS_avx512 -mavx512f -mavx512dq -mavx512vl -mavx512bw -mprefer-vector-width=512)

add_library(ent_core OBJECT)
add_library(ent_hosted OBJECT)
foreach(isa sse2 avx2 avx512)
  add_library(ent_kernel_${isa} OBJECT)
  target_compile_definitions(ent_kernel_${isa} PRIVATE ENT_ISA=${isa})
  target_compile_options(ent_kernel_${isa} PRIVATE ${ENT_FLAGS_${isa}})
  if(ENT_FUZZ)    # no input steers a kernel's loops: counting their comparisons took 60 % of the time
    target_compile_options(ent_kernel_${isa} PRIVATE -fno-sanitize=fuzzer-no-link)
  endif()
endforeach()
set(ENT_OBJECTS ent_core ent_hosted ent_kernel_sse2 ent_kernel_avx2 ent_kernel_avx512)
foreach(target ${ENT_OBJECTS})
  target_include_directories(${target} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/include
                             ${CMAKE_CURRENT_SOURCE_DIR}/src)
  target_compile_options(${target} PRIVATE ${ENT_WARNINGS} ${ENT_EXACT})
endforeach()
foreach(target ent_core ent_kernel_sse2 ent_kernel_avx2 ent_kernel_avx512)
  target_compile_options(${target} PRIVATE -ffreestanding $<$<NOT:$<CONFIG:Debug>>:-O3>)
endforeach()
target_compile_definitions(ent_hosted PRIVATE _GNU_SOURCE)
target_compile_options(ent_hosted PRIVATE ${ENT_HARDENING})

function(ent_sources kind)
  foreach(file ${ARGN})
    set(path ${CMAKE_CURRENT_SOURCE_DIR}/${file})
    if(kind STREQUAL kernel)
      foreach(isa sse2 avx2 avx512)
        target_sources(ent_kernel_${isa} PRIVATE ${path})
      endforeach()
    elseif(kind STREQUAL cli)
      target_sources(ent_program PRIVATE ${path})
    elseif(kind STREQUAL hosted AND ENT_HOSTED)
      target_sources(${ENT_HOSTED} PRIVATE ${path})
    else()
      target_sources(ent_${kind} PRIVATE ${path})
    endif()
  endforeach()
endfunction()

function(ent_test name file)
  if(NOT BUILD_TESTING OR NOT CMOCKA_FOUND)
    return()
  endif()
  string(REPLACE "." "_" target test_${name})
  add_executable(${target} ${file})
  target_link_libraries(${target} PRIVATE ${ENT_HOSTED} entente PkgConfig::CMOCKA m)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests
                             ${PROJECT_SOURCE_DIR}/src)
  target_compile_definitions(${target} PRIVATE _GNU_SOURCE
                             ENT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_compile_options(${target} PRIVATE ${ENT_WARNINGS} ${ENT_EXACT})
  add_test(NAME ${name} COMMAND ${target})
  set(timeout 120)
  if(ENT_SANITIZE)    # ten times as long, the longest of them
    set(timeout 900)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "unit;${ARGN}" TIMEOUT ${timeout})
endfunction()

# More libraries for one test.
function(ent_test_link name)
  string(REPLACE "." "_" target test_${name})
  if(TARGET ${target})
    target_link_libraries(${target} PRIVATE ${ARGN})
  endif()
endfunction()

# A file linked into one test four times: plain and for each instruction set.
function(ent_test_isa name file)
  string(REPLACE "." "_" target test_${name})
  if(NOT TARGET ${target})
    return()
  endif()
  foreach(isa plain sse2 avx2 avx512)
    add_library(${target}_${isa} OBJECT ${file})
    target_include_directories(${target}_${isa} PRIVATE ${PROJECT_SOURCE_DIR}/include
                               ${PROJECT_SOURCE_DIR}/src)
    target_compile_options(${target}_${isa} PRIVATE ${ENT_WARNINGS} ${ENT_EXACT} -O3
                           ${ENT_FLAGS_${isa}})
    target_compile_definitions(${target}_${isa} PRIVATE ENT_ISA=${isa})
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_${isa}>)
  endforeach()
endfunction()

# A benchmark, built beside its code and run by people; `bench` builds them all.
function(ent_bench name file)
  string(REPLACE "." "_" target bench_${name})
  add_executable(${target} EXCLUDE_FROM_ALL ${file})
  target_link_libraries(${target} PRIVATE entente m)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests
                             ${PROJECT_SOURCE_DIR}/src)
  target_compile_definitions(${target} PRIVATE _GNU_SOURCE
                             ENT_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_compile_options(${target} PRIVATE ${ENT_WARNINGS} ${ENT_EXACT})
  if(NOT TARGET bench)
    add_custom_target(bench)
  endif()
  add_dependencies(bench ${target})
endfunction()

# A file linked into one benchmark once for each instruction set.
function(ent_bench_isa name file)
  string(REPLACE "." "_" target bench_${name})
  foreach(isa sse2 avx2 avx512)
    add_library(${target}_${isa} OBJECT EXCLUDE_FROM_ALL ${file})
    target_include_directories(${target}_${isa} PRIVATE ${PROJECT_SOURCE_DIR}/include
                               ${PROJECT_SOURCE_DIR}/src)
    target_compile_options(${target}_${isa} PRIVATE ${ENT_WARNINGS} ${ENT_EXACT} -O3
                           ${ENT_FLAGS_${isa}})
    target_compile_definitions(${target}_${isa} PRIVATE ENT_ISA=${isa})
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${target}_${isa}>)
  endforeach()
endfunction()

macro(ent_finish)
  set(ENT_LIBRARIES PkgConfig::FYAML PkgConfig::JANSSON PkgConfig::SQLITE
      Threads::Threads m)
  foreach(target ent_hosted ent_program)
    target_compile_definitions(${target} PRIVATE ${ENT_LATE_DEFINITIONS})
    target_include_directories(${target} SYSTEM PRIVATE ${ENT_LATE_INCLUDES})
  endforeach()
  target_link_libraries(ent_hosted PRIVATE ${ENT_LIBRARIES})
  foreach(target ${ENT_OBJECTS})
    target_sources(entente PRIVATE $<TARGET_OBJECTS:${target}>)
  endforeach()
  target_include_directories(entente PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src> $<INSTALL_INTERFACE:include>)
  target_link_libraries(entente PRIVATE ${ENT_LIBRARIES})
  set_target_properties(entente_program PROPERTIES OUTPUT_NAME entente
                        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  target_sources(entente_program PRIVATE src/cli/main.c)
  foreach(target ent_program entente_program)
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/include
                               ${PROJECT_SOURCE_DIR}/src)
    target_compile_definitions(${target} PRIVATE _GNU_SOURCE ENT_VERSION="${PROJECT_VERSION}")
    target_compile_options(${target} PRIVATE ${ENT_WARNINGS} ${ENT_EXACT} ${ENT_HARDENING})
  endforeach()
  target_link_libraries(ent_program PUBLIC ent_import entente PkgConfig::JANSSON
                        PkgConfig::SQLITE)
  target_link_libraries(entente_program PRIVATE ent_program)
  ent_about_data()
  ent_live_shipped()
endmacro()

# What the shipped data hold, so that --version need not read and sort them.
macro(ent_about_data)
  if(NOT CMAKE_CROSSCOMPILING)
    set(about ${CMAKE_BINARY_DIR}/about_data.h)
    add_executable(about_make src/facts/about_make.c)
    target_link_libraries(about_make PRIVATE entente)
    target_compile_options(about_make PRIVATE ${ENT_WARNINGS})
    file(GLOB tables CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/*.csv)
    add_custom_command(OUTPUT ${about} DEPENDS ${tables} VERBATIM
                       COMMAND about_make ${PROJECT_SOURCE_DIR}/data > ${about})
    set_property(SOURCE src/cli/version.c APPEND PROPERTY OBJECT_DEPENDS ${about})
    set_property(SOURCE src/cli/version.c
                 APPEND PROPERTY COMPILE_DEFINITIONS ENT_ABOUT_DATA="${about}")
    target_sources(ent_program PRIVATE ${about})
  endif()
endmacro()

# The live page of the shipped folders, so that a run need not make it again. Builds for debugging
# would take half a minute for it.
macro(ent_live_shipped)
  if(NOT CMAKE_CROSSCOMPILING AND CMAKE_BUILD_TYPE STREQUAL "Release" AND ENT_APP AND ENT_NPM)
    set(page ${CMAKE_BINARY_DIR}/app/shipped)
    add_executable(live_make src/session/live_make.c)
    target_link_libraries(live_make PRIVATE entente)
    target_compile_definitions(live_make PRIVATE _GNU_SOURCE)
    target_compile_options(live_make PRIVATE ${ENT_WARNINGS})
    file(GLOB_RECURSE tables CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/*
         ${PROJECT_SOURCE_DIR}/scenarios/*)
    add_custom_command(OUTPUT ${page}.c ${page}.page DEPENDS ${tables} entente VERBATIM
                       COMMAND live_make ${PROJECT_SOURCE_DIR}/data ${PROJECT_SOURCE_DIR}/scenarios
                               ${page}.page ${page}.c)
    target_sources(entente_program PRIVATE ${page}.c)
    set_source_files_properties(${page}.c PROPERTIES OBJECT_DEPENDS ${page}.page)
  endif()
endmacro()
