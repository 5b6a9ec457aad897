package org.guanjia;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guanjia.platform.access.Allowed;
import org.guanjia.platform.access.Open;
import org.guanjia.platform.access.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every address of ours with who may use it: once as the table in {@code endpoints.csv} says, which people read and decide,
 * once as the annotations say.
 */
final class EndpointTable {

  private static final String FILE = "/endpoints.csv";

  private EndpointTable() {}

  /**
   * An endpoint.
   *
   * @param method GET, POST, PUT, DELETE, or ANY
   * @param path with its variables in braces
   * @param who "open", "any" (every log-in) or permissions with | between, of which one is enough; with an &amp; between two such, one of
   *     each is needed
   * @param further what the endpoint asks beside that, in a word; empty mostly
   */
  record Endpoint(String method, String path, String who, String further) implements Comparable<Endpoint> {

    static Endpoint parse(String line) {
      String[] cells = line.split(",", -1);
      return new Endpoint(cells[0], cells[1], cells[2], cells.length > 3 ? cells[3] : "");
    }

    boolean isApi() {
      return path.startsWith("/api/");
    }

    boolean isOpen() {
      return who.equals("open");
    }

    boolean permits(Set<Permission> permissions) {
      return who.equals("any") || isOpen() || Arrays.stream(who.split("&")).allMatch(part -> oneOf(part, permissions));
    }

    private static boolean oneOf(String part, Set<Permission> permissions) {
      return Arrays.stream(part.split("\\|")).map(Permission::valueOf).anyMatch(permissions::contains);
    }

    /** The line without what only a person can know of it. */
    String declared() {
      return method + "," + path + "," + who;
    }

    String line() {
      return further.isEmpty() ? declared() : declared() + "," + further;
    }

    /** The address with these in place of its variables; what is not named stands for nothing that exists. */
    String address(String code) {
      return path.replace("{code}", code)
          .replaceAll("\\{[^{}:]*:([a-z0-9]+)(\\|[^{}]*)?}", "$1")
          .replaceAll("\\{(file|id|key|fileId)}", "0")
          .replaceAll("\\{[^{}]*}", "0");
    }

    @Override
    public int compareTo(Endpoint other) {
      return line().compareTo(other.line());
    }
  }

  static List<Endpoint> written() {
    try (var in = Objects.requireNonNull(EndpointTable.class.getResourceAsStream(FILE), FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(Endpoint::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Endpoint> declared(RequestMappingHandlerMapping mappings) {
    var all = new ArrayList<Endpoint>();
    mappings.getHandlerMethods().forEach((mapping, method) -> {
      if (method.getBeanType().getName().startsWith("org.guanjia.")) all.addAll(endpoints(mapping, method));
    });
    return all.stream().distinct().sorted().toList();
  }

  private static List<Endpoint> endpoints(RequestMappingInfo mapping, HandlerMethod method) {
    Set<?> methods = mapping.getMethodsCondition().getMethods();
    List<String> verbs = methods.isEmpty() ? List.of("ANY") : methods.stream().map(Object::toString).toList();
    return mapping.getPatternValues().stream().flatMap(path -> verbs.stream().map(verb -> new Endpoint(verb, path, who(method), ""))).toList();
  }

  private static String who(HandlerMethod method) {
    if (find(method, Open.class) != null) return "open";
    Allowed allowed = find(method, Allowed.class);
    if (allowed == null) return "nobody";
    if (allowed.value().length == 0) return "any";
    return allowed.and().length == 0 ? oneOf(allowed.value()) : oneOf(allowed.value()) + "&" + oneOf(allowed.and());
  }

  private static String oneOf(Permission[] permissions) {
    return Stream.of(permissions).sorted().map(Permission::name).collect(Collectors.joining("|"));
  }

  private static <A extends Annotation> @Nullable A find(HandlerMethod method, Class<A> type) {
    A found = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), type);
    return found != null ? found : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), type);
  }
}
