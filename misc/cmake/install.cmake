# SPDX-License-Identifier: Apache-2.0
#
# `cmake --install` puts component `xb` in place; the links of other names are
# components of their own that nobody gets unasked.
include(GNUInstallDirs)

install(TARGETS xb RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT xb)
install(FILES misc/man/xb.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
        COMPONENT xb)
install(FILES misc/completions/xb.bash RENAME xb COMPONENT xb
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES misc/completions/_xb COMPONENT xb
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES misc/completions/xb.fish COMPONENT xb
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES LICENSE README.md misc/doc/manual.md COMPONENT xb
        DESTINATION ${CMAKE_INSTALL_DOCDIR})

foreach(name ninja make)
  install(CODE "
    set(directory \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}\")
    file(MAKE_DIRECTORY \"\${directory}\")
    message(STATUS \"Installing: \${directory}/${name} -> xb\")
    file(CREATE_LINK xb \"\${directory}/${name}\" SYMBOLIC)"
          COMPONENT as-${name} EXCLUDE_FROM_ALL)
endforeach()
