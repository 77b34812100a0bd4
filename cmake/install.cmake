# What an installation holds, by component:
#   entente    the program, data, scenarios, schemas, man pages, completion, documents
#   sipri      the one table under non-commercial terms; the program runs without it
#   library    libentente.so
#   dev        headers, static library, pkg-config file, CMake package, examples
#   mpi        the plug-in for runs on several machines (cmake/mpi.cmake)
#   python     the Python package (cmake/python.cmake)
include(CMakePackageConfigHelpers)

# Of the shared library: goes up whenever a program built before could no longer run.
set(ENT_SOVERSION 1)
option(ENT_SHARED "Build the shared library too" ON)
if(ENT_SHARED AND NOT ENT_SANITIZE AND NOT ENT_COVERAGE)
  # What libentente.so exports: the functions that the public headers declare, no others. One that
  # is taken away or changed opens a new version.
  set(exports "")
  file(GLOB public_headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/entente/*.h)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${public_headers})
  foreach(header ${public_headers})
    file(READ ${header} text)
    string(REGEX MATCHALL "ENT_API[^;{(#]*[ *]ent_[a-z0-9_]+\\(" found "${text}")
    foreach(declaration ${found})
      string(REGEX REPLACE ".*[ *](ent_[a-z0-9_]+)\\($" "        \\1;\n" name "${declaration}")
      string(APPEND exports "${name}")
    endforeach()
  endforeach()
  set(map ${CMAKE_BINARY_DIR}/libentente.map)
  configure_file(cmake/libentente.map.in ${map} @ONLY)
  add_library(entente_shared SHARED)
  foreach(target ${ENT_OBJECTS})
    target_sources(entente_shared PRIVATE $<TARGET_OBJECTS:${target}>)
  endforeach()
  target_link_libraries(entente_shared PRIVATE ${ENT_LIBRARIES})
  target_link_options(entente_shared PRIVATE -Wl,--version-script=${map} -Wl,-z,defs)
  target_include_directories(entente_shared PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>)
  set_target_properties(entente_shared PROPERTIES OUTPUT_NAME entente LINK_DEPENDS ${map}
    VERSION ${PROJECT_VERSION} SOVERSION ${ENT_SOVERSION}
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  install(TARGETS entente_shared EXPORT entente
          LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library
          NAMELINK_COMPONENT dev)
endif()
install(TARGETS entente_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT entente)
install(DIRECTORY data DESTINATION ${CMAKE_INSTALL_DATADIR}/entente COMPONENT entente
        PATTERN sipri_spending.csv EXCLUDE)
install(FILES data/sipri_spending.csv DESTINATION ${CMAKE_INSTALL_DATADIR}/entente/data
        COMPONENT sipri)
install(DIRECTORY scenarios schemas DESTINATION ${CMAKE_INSTALL_DATADIR}/entente
        COMPONENT entente)
install(FILES README.md CHANGELOG.md CITATION.cff DATA-LICENSE.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT entente)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT entente)
install(DIRECTORY examples/scenarios examples/bargain DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples
        COMPONENT entente)

# --- the library for programs of others ---
install(TARGETS entente EXPORT entente ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev)
install(DIRECTORY include/entente DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev)
install(DIRECTORY examples/library DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/libentente-dev/examples
        COMPONENT dev)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/entente)
install(EXPORT entente NAMESPACE entente:: DESTINATION ${package} COMPONENT dev)
configure_package_config_file(cmake/ententeConfig.cmake.in ententeConfig.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(ententeConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ententeConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/ententeConfigVersion.cmake
        DESTINATION ${package} COMPONENT dev)
# The prefix is found from where the file lies, so that an installation can be moved.
string(REGEX REPLACE "[^/]+" ".." ENT_PC_UP ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
configure_file(cmake/entente.pc.in entente.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/entente.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT dev)

# --- man pages, compressed as Debian asks; dated by the sources ---
find_program(ENT_SCDOC scdoc)
find_program(ENT_GZIP gzip)
file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.scd)
if(ENT_SCDOC AND ENT_GZIP)
  foreach(page ${pages})
    get_filename_component(name ${page} NAME_WLE)
    string(REGEX MATCH "[0-9]$" section ${name})
    set(out ${CMAKE_BINARY_DIR}/man/man${section}/${name}.gz)
    add_custom_command(OUTPUT ${out} DEPENDS ${page}
      COMMAND ${CMAKE_COMMAND} -DSCDOC=${ENT_SCDOC} -DGZIP=${ENT_GZIP} -DDATE=${ENT_DATE}
              -DIN=${page} -DOUT=${out} -P ${PROJECT_SOURCE_DIR}/cmake/man.cmake VERBATIM)
    list(APPEND ENT_MAN ${out})
    install(FILES ${out} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section} COMPONENT entente)
  endforeach()
  add_custom_target(man ALL DEPENDS ${ENT_MAN})
endif()

# --- completion, written by the program itself ---
set(completions bash entente bash-completion/completions
                zsh _entente zsh/vendor-completions
                fish entente.fish fish/vendor_completions.d)
set(ENT_COMPLETIONS)
while(completions)
  list(POP_FRONT completions shell name folder)
  set(out ${CMAKE_BINARY_DIR}/completion/${name})
  add_custom_command(OUTPUT ${out} DEPENDS entente_program
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/completion
    COMMAND $<TARGET_FILE:entente_program> completion ${shell} > ${out} VERBATIM)
  list(APPEND ENT_COMPLETIONS ${out})
  install(FILES ${out} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder} COMPONENT entente)
endwhile()
add_custom_target(completion ALL DEPENDS ${ENT_COMPLETIONS})
