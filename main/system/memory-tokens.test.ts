import { createMemoryTokens } from './memory-tokens.ts';
import { testTokenStore } from './testing/tokens-contract.ts';

testTokenStore(createMemoryTokens);
