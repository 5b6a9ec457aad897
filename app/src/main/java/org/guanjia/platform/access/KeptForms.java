package org.guanjia.platform.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.guanjia.platform.crypto.PersonalData;
import org.guanjia.platform.database.TownContext;
import org.guanjia.platform.web.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Nothing typed is lost when a session expires: a form sent too late is kept, encrypted, in the row of the expired
 * session, and offered again to the same person after the log-in. Only who holds the cookie of a session that once was
 * good can have anything kept, one form at a time, so that strangers cannot fill the disk.
 */
@Component
class KeptForms {

  static final String RESENT = "_kept";

  private static final Logger LOG = LoggerFactory.getLogger(KeptForms.class);
  static final String PURPOSE = "access.kept-form";

  /** Whoever sent the form may look at another town by then than when it is offered again. */
  private static final TownContext INSTALLATION = TownContext.system("*");

  private static final int BYTES_MAX = 512 * 1024;
  private static final Set<String> OWN_FIELDS = Set.of("_csrf", RESENT);
  private static final Set<String> NEVER_KEPT = Set.of("password", "oldPassword", "newPassword", "code");

  private final Sessions sessions;
  private final PersonalData personal;
  private final JsonMapper json;
  private final ObjectProvider<RequestMappingHandlerMapping> endpoints;

  KeptForms(
      Sessions sessions, PersonalData personal, JsonMapper json,
      @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> endpoints) {
    this.sessions = sessions;
    this.personal = personal;
    this.json = json;
    this.endpoints = endpoints;
  }

  /** One field as it was sent. */
  record Sent(String name, String value) {
    /** What people typed, unlike keys and versions. */
    boolean readable() {
      return !value.isBlank() && !Set.of("key", "version").contains(name);
    }
  }

  /**
   * A form as it was sent.
   *
   * @param action path and query it was sent to
   * @param files names of its file fields, whose files have to be chosen again
   */
  record Kept(String action, List<Sent> fields, List<String> files) {}

  /** Keeps the form of this request, when it is one of ours and its sender once had a session. */
  boolean keep(HttpServletRequest request) {
    String token = Client.token(request, SessionCookie.name(request));
    if (token == null || !request.getMethod().equals("POST") || !isForm(request) || !isOurs(request)) return false;
    byte[] form = json.writeValueAsBytes(read(request));
    return form.length <= BYTES_MAX && sessions.keepForm(token, INSTALLATION.call(() -> personal.encrypt(PURPOSE, form)));
  }

  Optional<Kept> of(UUID sessionId) {
    byte[] closed = sessions.keptForm(sessionId);
    if (closed == null) return Optional.empty();
    try {
      return Optional.of(json.readValue(INSTALLATION.call(() -> personal.decryptBytes(PURPOSE, closed)), Kept.class));
    } catch (PersonalData.UnreadableData | JacksonException e) {
      LOG.warn("a kept form cannot be read any more: {}", e.getMessage());
      return Optional.empty();
    }
  }

  void drop(UUID sessionId) {
    sessions.dropForm(sessionId);
  }

  private static boolean isForm(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && (type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/form-data"));
  }

  private boolean isOurs(HttpServletRequest request) {
    String path = request.getRequestURI();
    if (path.startsWith("/login") || path.startsWith("/logout") || Address.isApi(request)) return false;
    try {
      ServletRequestPathUtils.parseAndCache(request);
      return endpoints.getObject().getHandler(request) != null;
    } catch (Exception e) {
      return false;
    }
  }

  private static Kept read(HttpServletRequest request) {
    Set<String> inAddress = namesInQuery(request);
    List<Sent> fields = new ArrayList<>();
    request.getParameterMap().forEach(
        (name, values) -> {
          if (!OWN_FIELDS.contains(name) && !NEVER_KEPT.contains(name) && !inAddress.contains(name)) {
            Arrays.stream(values).forEach(value -> fields.add(new Sent(name, value)));
          }
        });
    String query = request.getQueryString();
    return new Kept(request.getRequestURI() + (query == null ? "" : "?" + query), fields, files(request));
  }

  private static Set<String> namesInQuery(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null ? Set.of() : Set.copyOf(Arrays.stream(query.split("&")).map(pair -> pair.split("=", 2)[0]).distinct().toList());
  }

  private static List<String> files(HttpServletRequest request) {
    try {
      return String.valueOf(request.getContentType()).startsWith("multipart/form-data")
          ? request.getParts().stream().filter(part -> part.getSubmittedFileName() != null).map(Part::getName).distinct().toList()
          : List.of();
    } catch (IOException | ServletException e) {
      return List.of();
    }
  }
}
