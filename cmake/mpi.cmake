# Runs on several ranks (docs/exploration.md): a plug-in beside the program, which itself needs no MPI.
option(ENT_MPI "Build the plug-in for mpirun where MPI is found" ON)
set(ent_mpi OFF)
if(ENT_MPI AND NOT ENT_SANITIZE AND NOT ENT_COVERAGE)
  find_package(MPI QUIET COMPONENTS C)
  set(ent_mpi ${MPI_C_FOUND})
endif()
if(ent_mpi)
  add_library(ent_mpi MODULE src/futures/ranks.c)
  target_include_directories(ent_mpi PRIVATE include src)
  target_compile_options(ent_mpi PRIVATE ${ENT_WARNINGS})
  # MPI's own flags drop libc, of which it uses nothing itself; Debian wants it named.
  target_compile_definitions(ent_mpi PRIVATE _GNU_SOURCE) # nanosleep
  target_link_libraries(ent_mpi PRIVATE MPI::MPI_C -Wl,--no-as-needed c)
  set_target_properties(ent_mpi PROPERTIES PREFIX "" OUTPUT_NAME entente-mpi
                        LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  set_source_files_properties(src/session/ranks.c TARGET_DIRECTORY ent_hosted PROPERTIES
    COMPILE_DEFINITIONS ENT_MPI_DIR="../${CMAKE_INSTALL_LIBDIR}/entente")
  install(TARGETS ent_mpi LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/entente COMPONENT mpi)
  if(BUILD_TESTING AND MPIEXEC_EXECUTABLE)
    add_test(NAME cli.ranks COMMAND ${PROJECT_SOURCE_DIR}/tests/ranks/run
             $<TARGET_FILE:entente_program> ${MPIEXEC_EXECUTABLE})
    set_tests_properties(cli.ranks PROPERTIES LABELS "cli;integration" TIMEOUT 900)
  endif()
else()
  message(STATUS "No MPI: runs on several ranks are left out (libopenmpi-dev)")
endif()
