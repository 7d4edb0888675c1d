package io.fairlead.server.platform.http;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** Serves the web app's files, guards the handlers, and answers every page of the web app with its one document. */
@Configuration(proxyBeanMethods = false)
class WebApp implements WebMvcConfigurer {
    private static final String FILES = "classpath:/static/";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new PermissionCheck());
        registry.addInterceptor(new RequestLimit.Raising());
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // The build puts a hash of the content into these names: a changed file has another name.
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(FILES + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        // Files of a reproducible build all have one date: who asked "changed since?" would keep an old page.
        registry.addResourceHandler("/**")
                .addResourceLocations(FILES)
                .setUseLastModified(false)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(false)
                .addResolver(new Pages());
    }

    /** A file if there is one; else, for what looks like a page's address, the document that draws all pages. */
    private static final class Pages extends PathResourceResolver {
        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            Resource file = super.getResource(path, location);
            boolean page = !path.startsWith("api/")
                    && !path.equals("api")
                    && !path.startsWith("actuator")
                    && !path.substring(path.lastIndexOf('/') + 1).contains(".");
            return file == null && page ? super.getResource("index.html", location) : file;
        }
    }
}
