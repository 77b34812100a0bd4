# What an installation holds: the program, libentente (static and shared), headers, a pkg-config
# file, a CMake package, data, scenarios, man pages.
include(CMakePackageConfigHelpers)

option(ENT_SHARED "Build the shared library too" ON)
if(ENT_SHARED AND NOT ENT_SANITIZE AND NOT ENT_COVERAGE)
  add_library(entente_shared SHARED)
  foreach(target ${ENT_OBJECTS})
    target_sources(entente_shared PRIVATE $<TARGET_OBJECTS:${target}>)
  endforeach()
  target_link_libraries(entente_shared PRIVATE ${ENT_LIBRARIES})
  target_include_directories(entente_shared PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>)
  set_target_properties(entente_shared PROPERTIES OUTPUT_NAME entente
    VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  install(TARGETS entente_shared EXPORT entente LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
endif()
install(TARGETS entente_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS entente EXPORT entente ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/entente DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY data DESTINATION ${CMAKE_INSTALL_DATADIR}/entente)
install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/entente)
install(DIRECTORY schemas DESTINATION ${CMAKE_INSTALL_DATADIR}/entente)
install(FILES README.md LICENSE CHANGELOG.md CITATION.cff DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(package ${CMAKE_INSTALL_LIBDIR}/cmake/entente)
install(EXPORT entente NAMESPACE entente:: DESTINATION ${package})
configure_package_config_file(cmake/ententeConfig.cmake.in ententeConfig.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(ententeConfigVersion.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/ententeConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/ententeConfigVersion.cmake DESTINATION ${package})
configure_file(cmake/entente.pc.in entente.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/entente.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

find_program(ENT_SCDOC scdoc)
file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/man/*.scd)
if(ENT_SCDOC)
  foreach(page ${pages})
    get_filename_component(name ${page} NAME_WLE)
    set(out ${CMAKE_BINARY_DIR}/man/${name})
    add_custom_command(OUTPUT ${out} DEPENDS ${page}
      COMMAND ${CMAKE_COMMAND} -DSCDOC=${ENT_SCDOC} -DIN=${page} -DOUT=${out}
              -P ${PROJECT_SOURCE_DIR}/cmake/man.cmake VERBATIM)
    list(APPEND ENT_MAN ${out})
  endforeach()
  add_custom_target(man ALL DEPENDS ${ENT_MAN})
  install(FILES ${ENT_MAN} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endif()
