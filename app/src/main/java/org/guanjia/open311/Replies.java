package org.guanjia.open311;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.guanjia.open311.Refused.Fault;
import org.guanjia.platform.web.Messages;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Writes answers and refusals in the format of the address. */
@Component
class Replies {

  private final Messages messages;

  Replies(Messages messages) {
    this.messages = messages;
  }

  void write(Answer answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
    write(HttpServletResponse.SC_OK, answer, request, response);
  }

  void refuse(Refused refused, HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (refused.comeAgainIn() != null) response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(refused.comeAgainIn().toSeconds()));
    Locale locale = Callers.locale(request);
    List<ObjectNode> errors = refused.faults().stream().map(fault -> error(fault, locale)).toList();
    write(refused.status(), Answer.list("errors", errors), request, response);
  }

  private ObjectNode error(Fault fault, Locale locale) {
    return Answer.NODES.objectNode()
        .put("code", fault.status())
        .put("description", Answer.text(messages.text(locale, fault.key(), fault.arguments().toArray())));
  }

  private static void write(int status, Answer answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
    Format format = Format.of(request.getRequestURI());
    byte[] body = format.write(answer);
    response.setStatus(status);
    ExactContentType.set(request, response, format.contentType);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
