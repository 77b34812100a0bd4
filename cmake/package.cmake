# Packages by CPack: a .deb for each component, a tarball of all but the non-commercial table and
# one of that table. The date of every file is that of the sources (SOURCE_DATE_EPOCH, set by
# ./dev package), so that two builds give the same bytes.
set(CPACK_PACKAGE_NAME entente)
set(CPACK_PACKAGE_VENDOR "The Entente contributors")
# The project has no address of its own; whoever publishes a package gives theirs.
set(ENT_MAINTAINER "The Entente contributors <entente@entente.invalid>" CACHE STRING
    "Name <address> in the packages")
set(CPACK_PACKAGE_CONTACT "${ENT_MAINTAINER}")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/package)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL entente sipri library dev python)
if(TARGET ent_mpi)
  list(APPEND CPACK_COMPONENTS_ALL mpi)
endif()
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
    GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/cmake/package/generator.cmake)
set(CPACK_THREADS 1)

set(CPACK_DEBIAN_PACKAGE_RELEASE "")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)

# One Debian package: its component, name and first line; more settings follow as NAME VALUE.
function(ent_deb component name summary description)
  string(TOUPPER ${component} upper)
  set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name} PARENT_SCOPE)
  set(CPACK_DEBIAN_${upper}_FILE_NAME DEB-DEFAULT PARENT_SCOPE)
  set(CPACK_COMPONENT_${upper}_DESCRIPTION "${summary}\n${description}" PARENT_SCOPE)
  list(LENGTH ARGN n)
  set(rest ${ARGN})
  while(rest)
    list(POP_FRONT rest key value)
    set(CPACK_DEBIAN_${upper}_PACKAGE_${key} "${value}" PARENT_SCOPE)
  endwhile()
  # What every package says about itself: copyright, and a changelog that points at the long one.
  set(folder ${CMAKE_BINARY_DIR}/debian/${name})
  if(component STREQUAL sipri)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/package/copyright-sipri ${folder}/copyright COPYONLY)
  else()
    configure_file(${PROJECT_SOURCE_DIR}/cmake/package/copyright ${folder}/copyright COPYONLY)
  endif()
  set(ENT_DEB_NAME ${name})
  configure_file(${PROJECT_SOURCE_DIR}/cmake/package/changelog.in ${folder}/changelog @ONLY)
  if(ENT_GZIP)
    execute_process(COMMAND ${ENT_GZIP} -9nf ${folder}/changelog)
    install(FILES ${folder}/copyright ${folder}/changelog.gz
            DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${name} COMPONENT ${component})
  endif()
  if(ENT_MAINTAINER MATCHES "\\.invalid>$")
    file(WRITE ${folder}/${name} "# An address that says it is none; -DENT_MAINTAINER sets another.
${name}: bogus-mail-host
${name}: bogus-mail-host-in-debian-changelog
")
    install(FILES ${folder}/${name} DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides
            COMPONENT ${component})
  endif()
endfunction()

execute_process(COMMAND date -u -R -d @${ENT_DATE} OUTPUT_VARIABLE ENT_DEB_DATE
                OUTPUT_STRIP_TRAILING_WHITESPACE)
set(same "= ${PROJECT_VERSION}")
set(about "It computes what follows from a policy statement about collective
defence, over many futures, with every figure traced to a source.")
ent_deb(entente entente "open simulation of collective defence" "${about}
This package holds the program, its data and scenarios, manual pages and
completion."
  DEPENDS "${ENT_DEB_PROGRAM}"
  SUGGESTS "entente-sipri, entente-mpi, libentente-dev, python3-entente")
ent_deb(sipri entente-sipri "spending of states outside NATO for Entente (non-commercial)"
"Figures of the SIPRI Military Expenditure Database, for non-commercial use.
Entente runs without them and says what is missing."
  SECTION non-free/science DEPENDS "entente (${same})" ARCHITECTURE all SHLIBDEPS OFF)
if(TARGET ent_mpi)
  ent_deb(mpi entente-mpi "simulation of collective defence: runs on several machines"
    "${about}
This package holds the plug-in for mpirun; the program needs no MPI itself."
    DEPENDS "entente (${same})")
endif()
ent_deb(library libentente${ENT_SOVERSION} "simulation of collective defence: library"
  "${about}
This package holds the shared library."
  SECTION libs DEPENDS "${ENT_DEB_LIBRARY}" CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/cmake/package/triggers)
ent_deb(dev libentente-dev "simulation of collective defence: development files"
  "${about}
This package holds headers, the static library, examples, and files for
pkg-config and CMake."
  SECTION libdevel SHLIBDEPS OFF
  DEPENDS "libentente${ENT_SOVERSION} (${same}), libfyaml-dev, libjansson-dev, \
libsqlite3-dev, ${ENT_DEB_LIBRARY}")
ent_deb(python python3-entente "simulation of collective defence: Python package"
  "${about}
This package lets Python run scenarios and read outcomes as arrays."
  SECTION python SHLIBDEPS OFF ARCHITECTURE all
  DEPENDS "python3 (>= 3.9), libentente${ENT_SOVERSION} (${same}), entente (${same})"
  SUGGESTS "python3-numpy, python3-pandas")
include(CPack)
