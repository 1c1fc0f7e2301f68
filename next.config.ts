import type { NextConfig } from 'next';

const nextConfig: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Native or self-locating modules that a bundler would break.
  serverExternalPackages: ['pg', '@node-rs/argon2', 'onnxruntime-node', '@huggingface/tokenizers', 'pg-boss', '@prisma/client', '@prisma/adapter-pg', 'pdfkit', 'fontkit'],
  images: { unoptimized: true },
  // The one way in that proxy.ts leaves out.
  headers: async () => [
    {
      source: '/api/uploads',
      headers: [
        { key: 'content-security-policy', value: "default-src 'none'; frame-ancestors 'none'" },
        { key: 'x-content-type-options', value: 'nosniff' },
      ],
    },
  ],
  // `npm test` checks types and lint over the whole repository, once.
  typescript: { ignoreBuildErrors: true },
};

export default nextConfig;
