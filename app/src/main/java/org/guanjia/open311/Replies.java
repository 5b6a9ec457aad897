package org.guanjia.open311;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.guanjia.open311.Refused.Fault;
import org.guanjia.platform.web.Address;
import org.guanjia.platform.web.Messages;
import org.guanjia.platform.web.OwnErrors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Writes answers and refusals in the format of the address, also those of filters before this door and of failures that nobody foresaw. */
@Component
class Replies implements OwnErrors {

  private final Messages messages;

  Replies(Messages messages) {
    this.messages = messages;
  }

  void write(Answer answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
    write(HttpServletResponse.SC_OK, answer, request, response);
  }

  @Override
  public boolean at(String path) {
    return path.startsWith(GeoReport.BASE + "/");
  }

  @Override
  public void tell(int status, @Nullable String reference, HttpServletRequest request, HttpServletResponse response) throws IOException {
    refuse(new Refused(fault(status, reference, request)), request, response);
  }

  private static Fault fault(int status, @Nullable String reference, HttpServletRequest request) {
    if (status == Refused.AWAY) return Fault.of(Refused.AWAY, "open311.error.away");
    if (status >= Refused.FAILED) return Fault.of(Refused.FAILED, "open311.error.failed", String.valueOf(reference));
    if (status == Refused.NOT_FOUND) return Fault.of(Refused.NOT_FOUND, "open311.error.address", Address.of(request));
    return Fault.of(Refused.BAD, "open311.error.unreadable");
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
    Format format = Format.of(Address.of(request));
    byte[] body = format.write(answer);
    response.setStatus(status);
    ExactContentType.set(request, response, format.contentType);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
