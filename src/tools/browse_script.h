// SPDX-License-Identifier: Apache-2.0
// The server behind -t browse, in Python.  Each page is what `-t query` says
// of one node.  Its arguments: the program, the manifest, then the user's.
#pragma once

#include <string_view>

namespace xb {

inline constexpr std::string_view kBrowseScript = R"python(
import argparse
import html
import http.server
import subprocess
import sys
import urllib.parse
import webbrowser

STYLE = '''
body { font: 15px/1.5 sans-serif; margin: 2em auto; max-width: 60em; }
h1 { font-size: 1.3em; overflow-wrap: anywhere; }
h2 { font-size: 1em; margin: 1.2em 0 .2em; color: #555; }
ul { list-style: none; margin: 0; padding: 0 0 0 1em; }
a { text-decoration: none; overflow-wrap: anywhere; }
a:hover { text-decoration: underline; }
.kind { color: #888; margin-left: .6em; font-size: .85em; }
.error { color: #a00; white-space: pre-wrap; }
'''
KINDS = {'||': 'order-only', '|': 'implicit'}


def parse_arguments():
    parser = argparse.ArgumentParser(
        prog=sys.argv[1] + ' -t browse',
        description='Shows the build graph in a web browser.')
    parser.add_argument('--port', '-p', type=int, default=8000,
                        help='port to serve on (default %(default)s)')
    parser.add_argument('--hostname', '-a', default='localhost',
                        help='address to serve on (default %(default)s)')
    parser.add_argument('--no-browser', action='store_true',
                        help='only serve, do not open a browser')
    parser.add_argument('--ninja-command', default=sys.argv[1],
                        help='the program to ask (default %(default)s)')
    parser.add_argument('-f', dest='manifest', default=sys.argv[2],
                        help='the manifest (default %(default)s)')
    parser.add_argument('target', nargs='?', default='',
                        help='where to start (default: the list of targets)')
    return parser.parse_args(sys.argv[3:])


def link(path):
    return '<a href="?{}">{}</a>'.format(urllib.parse.quote(path, safe=''),
                                         html.escape(path))


def entry(text):
    mark, _, rest = text.partition(' ')
    if mark in KINDS:
        return '<li>{}<span class=kind>{}</span>'.format(link(rest),
                                                         KINDS[mark])
    return '<li>' + link(text)


class Pages:
    def __init__(self, arguments):
        self.command = [arguments.ninja_command, '-f', arguments.manifest]

    def ask(self, *words):
        done = subprocess.run(self.command + list(words), text=True,
                              errors='replace', capture_output=True)
        return done.stdout, done.stderr

    def node(self, path):
        answer, trouble = self.ask('-t', 'query', path)
        parts = []
        for line in answer.splitlines():
            if line.startswith('    '):
                parts.append(entry(line[4:]))
            elif line.startswith('  '):
                title = line.strip().rstrip(':')
                if title.startswith('input: '):
                    title = 'made by rule {} from'.format(title[7:])
                elif title == 'outputs':
                    title = 'read by the steps that make'
                parts.append('</ul><h2>{}</h2><ul>'.format(html.escape(title)))
            else:
                parts.append('<h1>{}</h1><ul>'.format(
                    html.escape(line.rstrip(':'))))
        return ''.join(parts) + '</ul>' + self.trouble(trouble)

    def targets(self):
        answer, trouble = self.ask('-t', 'targets', 'depth', '1')
        names = [line.rpartition(': ')[0] or line
                 for line in answer.splitlines()]
        return '<h1>Targets</h1><ul>{}</ul>'.format(
            ''.join(map(entry, names))) + self.trouble(trouble)

    def trouble(self, text):
        return '<p class=error>' + html.escape(text) if text else ''

    def page(self, path):
        body = self.node(path) if path else self.targets()
        return ('<!doctype html><meta charset=utf-8><title>{}</title>'
                '<style>{}</style><p><a href="/">all targets</a>{}').format(
                    html.escape(path or 'targets'), STYLE, body)


def main():
    arguments = parse_arguments()
    pages = Pages(arguments)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            url = urllib.parse.urlsplit(self.path)
            if url.path != '/':
                self.send_error(404)
                return
            page = pages.page(urllib.parse.unquote(url.query))
            data = page.encode('utf-8', 'replace')
            self.send_response(200)
            self.send_header('Content-Type', 'text/html; charset=utf-8')
            self.send_header('Content-Length', str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    try:
        server = http.server.ThreadingHTTPServer(
            (arguments.hostname, arguments.port), Handler)
    except OSError as error:
        sys.exit('cannot serve on {}:{}: {}'.format(
            arguments.hostname, arguments.port, error.strerror))
    url = 'http://{}:{}/?{}'.format(
        arguments.hostname, server.server_address[1],
        urllib.parse.quote(arguments.target, safe=''))
    print('Serving {}, stop with Ctrl-C'.format(url), flush=True)
    if not arguments.no_browser:
        webbrowser.open_new(url)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()


main()
)python";

}  // namespace xb
