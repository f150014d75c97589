# SPDX-License-Identifier: Apache-2.0
# Completion of xb for fish: flags, their values, tools and targets.

# The tool that -t has chosen, if any.
function __xb_tool
    set -l words (commandline -opc)
    set -l index (contains -i -- -t $words)
    and set -q words[(math $index + 1)]
    and echo $words[(math $index + 1)]
end

function __xb_before_tool
    test -z (__xb_tool)
end

function __xb_tool_is
    contains -- (__xb_tool) $argv
end

function __xb_targets
    set -l words (commandline -opc)
    set -l place
    for flag in -C -f
        if set -l index (contains -i -- $flag $words)
            set -q words[(math $index + 1)]
            and set -a place $flag (string replace -r '^~' $HOME -- \
                $words[(math $index + 1)])
        end
    end
    command $words[1] $place -t targets all 2>/dev/null |
        string replace -r ': [^:]*$' ''
end

complete -c xb -f
complete -c xb -n 'not __xb_tool_is targets rules list' -a '(__xb_targets)'

complete -c xb -n __xb_before_tool -s C -x -a '(__fish_complete_directories)' -d 'Change the directory first'
complete -c xb -n __xb_before_tool -s f -r -F -d 'The manifest'
complete -c xb -n __xb_before_tool -s j -x -d 'How many commands run at once'
complete -c xb -n __xb_before_tool -s k -x -d 'Go on until so many failed'
complete -c xb -n __xb_before_tool -s l -x -d 'Start nothing above this load'
complete -c xb -n __xb_before_tool -s n -d 'Run nothing'
complete -c xb -n __xb_before_tool -s v -l verbose -d 'Show whole commands'
complete -c xb -n __xb_before_tool -l quiet -d 'Show no status'
complete -c xb -n __xb_before_tool -l status -x -d 'The format of the status'
complete -c xb -n __xb_before_tool -l builddir -x -a '(__fish_complete_directories)' -d 'Where the logs are kept'
complete -c xb -n __xb_before_tool -l freshness -x -a 'content mtime' -d 'What makes an output out of date'
complete -c xb -n __xb_before_tool -l cache -a 'usual compile all' -d 'Keep results and bring them back'
complete -c xb -n __xb_before_tool -l cache-check -d 'Run hits anyway and compare'
complete -c xb -n __xb_before_tool -l no-cache -d 'Ask no cache'
complete -c xb -n __xb_before_tool -s p -l profile -x -d 'Build by a profile'
complete -c xb -n __xb_before_tool -l platform -x -d 'Build for a platform of xb.toml'
complete -c xb -n __xb_before_tool -s D -x -d 'Set a variable of the manifest'
complete -c xb -n __xb_before_tool -l auto-deps -d 'Track the headers that Makefiles do not'
complete -c xb -n __xb_before_tool -l trace-make -d 'Tell why recipes of a Makefile run'
complete -c xb -n __xb_before_tool -l replay-warnings -d 'Show what up-to-date commands had printed'
complete -c xb -n __xb_before_tool -l no-wait -d 'Fail when another xb builds here'
complete -c xb -n __xb_before_tool -s d -x -a 'stats explain keepdepfile keeprsp list' -d Debugging
complete -c xb -n __xb_before_tool -s w -x -a 'phonycycle=err phonycycle=warn misspelt=ignore misspelt=warn list' -d Warnings
complete -c xb -n __xb_before_tool -s h -l help -d 'Show the flags'
complete -c xb -n __xb_before_tool -l version -d 'Show the compatible version'
complete -c xb -n __xb_before_tool -l about -d 'Show what xb this is'
complete -c xb -n __xb_before_tool -s t -x -d 'Run a tool' -a '
    browse\t"Show the graph in a web browser"
    cache\t"Care for the cache, and ask it"
    clean\t"Remove what was built"
    cleandead\t"Remove what the manifest no longer builds"
    commands\t"List the commands of targets"
    compdb\t"Print the compilation database"
    compdb-targets\t"Print the compilation database of targets"
    cache-dir\t"Care for the directories that steps keep"
    config\t"Print the settings"
    coverage\t"Run the tests and write what they covered"
    deps\t"Show the recorded dependencies"
    gen\t"Make build.xb from xb.toml"
    graph\t"Print the graph for Graphviz"
    init\t"Write an xb.toml for the files here"
    inputs\t"List the inputs of targets"
    list\t"List the tools"
    lock\t"Find out the hashes that xb.toml leaves open"
    missingdeps\t"Find generated inputs nothing declares"
    msvc\t"Run cl.exe (Windows only)"
    multi-inputs\t"List targets with their inputs"
    ninja\t"Print the manifest for any ninja"
    query\t"Show the neighbours of a path"
    recompact\t"Rewrite the logs without what is stale"
    restat\t"Record the present times of outputs"
    rules\t"List the rules"
    run\t"Build a program of xb.toml, and run it"
    targets\t"List the targets"
    test\t"Build and run the tests of xb.toml"
    urtle\t"A turtle"
    warnings\t"Show what commands printed"
    why\t"Tell why a target was last built"
    wincodepage\t"Print the code page (Windows only)"'

complete -c xb -n '__xb_tool_is clean' -s g -d 'Also what generators wrote'
complete -c xb -n '__xb_tool_is clean' -s r -d 'The arguments are rules'
complete -c xb -n '__xb_tool_is commands' -s s -d 'The last command only'
complete -c xb -n '__xb_tool_is compdb' -s x -d 'Expand response files'
complete -c xb -n '__xb_tool_is rules' -s d -d 'With descriptions'
complete -c xb -n '__xb_tool_is why' -l manifest -d 'Why a Makefile was read'
complete -c xb -n '__xb_tool_is targets' -x -a 'all depth rule'
complete -c xb -n '__xb_tool_is inputs multi-inputs' -s 0 -l print0 -d 'End names with NUL'
complete -c xb -n '__xb_tool_is inputs' -s E -l no-shell-escape -d 'Print names raw'
complete -c xb -n '__xb_tool_is inputs' -s d -l dependency-order -d 'Inputs first'
complete -c xb -n '__xb_tool_is multi-inputs' -s d -l delimiter -x -d 'Between the columns'
