package org.guanjia.open311;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Lets the Content-Type leave to the letter as the specification has it. Tomcat takes a type apart and puts it together again without
 * the space before {@code charset}; clients that compare strings exist.
 */
@Configuration(proxyBeanMethods = false)
class ExactContentType {

  private static final String RESPONSE = ExactContentType.class.getName() + ".response";

  @Bean
  static WebServerFactoryCustomizer<TomcatServletWebServerFactory> exactContentTypes() {
    return server -> server.addContextCustomizers(context -> context.getPipeline().addValve(new Door()));
  }

  static void set(HttpServletRequest request, HttpServletResponse response, String contentType) {
    if (request.getAttribute(RESPONSE) instanceof org.apache.coyote.Response raw) raw.setContentTypeNoCharset(contentType);
    else response.setContentType(contentType);
  }

  /** Keeps the container's own response where the answer of this door is written. */
  private static final class Door extends ValveBase {

    Door() {
      super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
      if (request.getRequestURI().startsWith(GeoReport.BASE)) request.setAttribute(RESPONSE, response.getCoyoteResponse());
      getNext().invoke(request, response);
    }
  }
}
