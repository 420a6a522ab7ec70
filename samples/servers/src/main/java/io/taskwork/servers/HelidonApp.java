// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import io.helidon.webserver.WebServer;

/** Helidon 4 SE, which always uses a virtual thread for each connection. */
final class HelidonApp {
    private HelidonApp() {}

    public static void main(String[] args) {
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .routing(routing -> routing.get("/*", (request, response) ->
                        response.send(App.answer(request.path().path()))))
                .build()
                .start();
        System.out.println("port " + server.port());
    }
}
