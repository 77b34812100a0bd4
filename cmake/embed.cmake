# Put a file into the library as bytes: ent_embed(NAME FILE) defines
#   extern const char ent_embed_NAME[], ent_embed_NAME_end[];  a NUL stands at the end
# The assembler reads the file; the object is made anew when the file changes.
function(ent_embed name file)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embed_${name}.c)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [[
/* Made by cmake/embed.cmake. */
extern const char ent_embed_@name@[];
__asm__(".pushsection .rodata\n"
        ".global ent_embed_@name@\n"
        ".hidden ent_embed_@name@\n"
        "ent_embed_@name@:\n"
        ".incbin \"@file@\"\n"
        ".global ent_embed_@name@_end\n"
        ".hidden ent_embed_@name@_end\n"
        "ent_embed_@name@_end:\n"
        ".byte 0\n"
        ".popsection\n");
]])
  set_source_files_properties(${source} TARGET_DIRECTORY ent_hosted PROPERTIES
    OBJECT_DEPENDS ${file})
  target_sources(ent_hosted PRIVATE ${source})
endfunction()
