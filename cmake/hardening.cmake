# Flags that concern the whole build: sanitizers, coverage, fuzzing, hardening. Include it
# before the first target.
set(ENT_SANITIZE "" CACHE STRING "address,undefined or thread")
option(ENT_COVERAGE "Count branches (clang)" OFF)
option(ENT_FUZZ "Build the libFuzzer targets (clang)" OFF)

# Debug builds are stepped through and tested: unoptimised kernels would be too slow for both.
set(CMAKE_C_FLAGS_DEBUG "-O1 -g")

# Release builds name no folder of the machine; with debugging information they would.
if(NOT ENT_SANITIZE AND NOT ENT_COVERAGE)
  add_compile_options("$<$<CONFIG:RelWithDebInfo>:-ffile-prefix-map=${PROJECT_SOURCE_DIR}=.>")
endif()

if(ENT_SANITIZE)
  add_compile_options(-fsanitize=${ENT_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer -g)
  add_link_options(-fsanitize=${ENT_SANITIZE})
endif()
if(ENT_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()
if(ENT_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Freestanding sources take no stack protector: its failure function would be one more symbol
# that a bare target has to bring.
set(ENT_HARDENING "")
if(NOT ENT_SANITIZE AND NOT ENT_COVERAGE)
  set(ENT_HARDENING -fstack-protector-strong -fstack-clash-protection -fcf-protection=full
      $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
  add_link_options(-Wl,-z,relro,-z,now,-z,noexecstack)
endif()
include(CheckPIESupported)
check_pie_supported()
