/** What is used of @azure/msal-node; loaded on demand, and a bundle of its own in the product (build/vite.main.ts). */
export { CryptoProvider, PublicClientApplication } from '@azure/msal-node';
