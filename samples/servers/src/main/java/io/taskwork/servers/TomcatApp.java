// SPDX-License-Identifier: Apache-2.0
package io.taskwork.servers;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;

/** Tomcat 11, embedded, with its own virtual thread executor. */
final class TomcatApp extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private TomcatApp() {}

    public static void main(String[] args) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        if (tomcat.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setExecutor(new VirtualThreadExecutor("tomcat-"));
        }
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "app", new TomcatApp());
        context.addServletMapping("/*", "app");
        tomcat.start();
        System.out.println("port " + tomcat.getConnector().getLocalPort());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        byte[] body;
        try {
            body = App.answer(request.getRequestURI()).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
